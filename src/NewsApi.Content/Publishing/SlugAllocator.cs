using NewsApi.Content.Articles;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Finds free slugs for many things at once: <c>budget</c>, <c>budget-2</c>, <c>budget-3</c>… by looking up ever longer stretches.</summary>
internal sealed class SlugAllocator
{
    /// <summary>What articles have, or had while they could be seen.</summary>
    public const string TakenByArticles =
        """
        select wish.kind, a.slug from unnest($1, $2) as wish(kind, slug) join article a on a.slug = wish.slug
        union all
        select f.kind, f.slug from unnest($1, $2) as wish(kind, slug) join former_slug f on f.kind = wish.kind and f.slug = wish.slug
        """;

    /// <summary>What people, places and topics have or had.</summary>
    public const string TakenByEntities =
        """
        select e.kind, e.slug from unnest($1, $2) as wish(kind, slug) join entity e on e.kind = wish.kind and e.slug = wish.slug
        union all
        select f.kind, f.slug from unnest($1, $2) as wish(kind, slug) join former_slug f on f.kind = wish.kind and f.slug = wish.slug
        """;

    // A hint only: where the free numbers of a slug began last time. Headlines that repeat daily would else be counted from 2 each time.
    private readonly Dictionary<(short Kind, string Slug), int> _next = [];

    /// <summary>A free slug for each wish, in order. Nothing reserves it: the unique constraint has the last word.</summary>
    /// <param name="sql">Of $1 (kinds) and $2 (slugs), parallel arrays: the pairs that are taken.</param>
    public async Task<string[]> TakeAsync(
        NpgsqlConnection connection, string sql, IReadOnlyList<(short Kind, string Slug)> wishes, CancellationToken cancellationToken)
    {
        var given = new string[wishes.Count];
        var gone = new HashSet<(short, string)>();
        var open = Enumerable.Range(0, wishes.Count).ToList();
        for (var stretch = 1; open.Count > 0; stretch *= 8)
        {
            var asked = open.GroupBy(i => wishes[i]).ToDictionary(g => g.Key, g =>
            {
                var from = _next.GetValueOrDefault(g.Key, 1);
                return (From: from, To: from + Math.Max(stretch, g.Count()));
            });
            var candidates = asked.SelectMany(a => Enumerable.Range(a.Value.From, a.Value.To - a.Value.From)
                .Select(n => (a.Key.Kind, Slug: Slug.Numbered(a.Key.Slug, n)))).ToArray();
            gone.UnionWith(await TakenAsync(connection, sql, candidates, cancellationToken));
            open.RemoveAll(i => Give(i, asked[wishes[i]].To));
        }

        return given;

        bool Give(int i, int to)
        {
            var (kind, slug) = wishes[i];
            var number = _next.GetValueOrDefault(wishes[i], 1);
            while (number < to && !gone.Add((kind, Slug.Numbered(slug, number))))
            {
                number++;
            }

            // A first of its name is left out of the hints, so that they hold only what repeats.
            if (number > 1)
            {
                _next[wishes[i]] = Math.Min(number + 1, to);
            }

            given[i] = Slug.Numbered(slug, number);
            return number < to;
        }
    }

    private static async Task<List<(short, string)>> TakenAsync(
        NpgsqlConnection connection, string sql, (short Kind, string Slug)[] candidates, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. candidates.Select(c => c.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. candidates.Select(c => c.Slug)] });
        var taken = new List<(short, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetInt16(0), reader.GetString(1)));
        }

        return taken;
    }
}
