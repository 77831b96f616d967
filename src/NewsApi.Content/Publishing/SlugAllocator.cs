using NewsApi.Content.Articles;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Finds free slugs for many articles or entities at once: <c>budget</c>, <c>budget-2</c>, <c>budget-3</c>… It looks up which numbers are
/// taken, in ranges of numbers. Each range is eight times as long as the range before.
/// </summary>
internal sealed class SlugAllocator
{
    /// <summary>
    /// SQL that returns the taken slugs among the requested slugs. A request has its kind in the array $1, and its slug at the same index
    /// of the array $2. A slug is taken if an article has it, or if an article had it while the article was public.
    /// </summary>
    public const string TakenByArticles =
        """
        select requested.kind, a.slug from unnest($1, $2) as requested(kind, slug) join article a on a.slug = requested.slug
        union all
        select f.kind, f.slug from unnest($1, $2) as requested(kind, slug)
        join former_slug f on f.kind = requested.kind and f.slug = requested.slug
        """;

    /// <summary>
    /// SQL that returns the taken slugs among the requested slugs. A request has its kind in the array $1, and its slug at the same index
    /// of the array $2. A slug is taken if a person, place or topic of the kind has or had it.
    /// </summary>
    public const string TakenByEntities =
        """
        select e.kind, e.slug from unnest($1, $2) as requested(kind, slug)
        join entity e on e.kind = requested.kind and e.slug = requested.slug
        union all
        select f.kind, f.slug from unnest($1, $2) as requested(kind, slug)
        join former_slug f on f.kind = requested.kind and f.slug = requested.slug
        """;

    // The number at which the next search for a slug begins. This is only a hint: without it, the numbers of a headline that repeats daily
    // would be tried from 2 each time.
    private readonly Dictionary<(short Kind, string Slug), int> _next = [];

    /// <summary>
    /// Finds a free slug for each request, in order. The slugs are not reserved: if another writer takes one first, the unique constraint
    /// rejects this write.
    /// </summary>
    /// <param name="sql"><see cref="TakenByArticles"/> or <see cref="TakenByEntities"/>.</param>
    public async Task<string[]> TakeAsync(
        NpgsqlConnection connection, string sql, IReadOnlyList<(short Kind, string Slug)> requests, CancellationToken cancellationToken)
    {
        var found = new string[requests.Count];
        var taken = new HashSet<(short, string)>();
        var open = Enumerable.Range(0, requests.Count).ToList();
        for (var length = 1; open.Count > 0; length *= 8)
        {
            var ranges = open.GroupBy(i => requests[i]).ToDictionary(g => g.Key, g =>
            {
                var from = _next.GetValueOrDefault(g.Key, 1);
                return (From: from, To: from + Math.Max(length, g.Count()));
            });
            var candidates = ranges.SelectMany(a => Enumerable.Range(a.Value.From, a.Value.To - a.Value.From)
                .Select(n => (a.Key.Kind, Slug: Slug.Numbered(a.Key.Slug, n)))).ToArray();
            taken.UnionWith(await TakenAsync(connection, sql, candidates, cancellationToken));
            open.RemoveAll(i => Assign(i, ranges[requests[i]].To));
        }

        return found;

        bool Assign(int i, int to)
        {
            var (kind, slug) = requests[i];
            var number = _next.GetValueOrDefault(requests[i], 1);
            while (number < to && !taken.Add((kind, Slug.Numbered(slug, number))))
            {
                number++;
            }

            // A slug that is used for the first time gets no hint, so that only repeated slugs take memory.
            if (number > 1)
            {
                _next[requests[i]] = Math.Min(number + 1, to);
            }

            found[i] = Slug.Numbered(slug, number);
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
