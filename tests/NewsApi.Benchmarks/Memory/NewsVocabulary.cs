using Npgsql;

namespace NewsApi.Benchmarks.Memory;

/// <summary>What random queries and articles name: words, sections, people, places and topics of the corpus.</summary>
internal sealed record NewsVocabulary(string[] Words, string[] Sections, IReadOnlyDictionary<string, (string Slug, string Name)[]> Named)
{
    /// <summary>The lists of an article, and the number of their kind in the tables.</summary>
    private static readonly (string List, int Kind)[] Kinds = [("people", 1), ("places", 2), ("topics", 3)];

    public static async Task<NewsVocabulary> ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var words = await ReadAsync(
            source,
            """
            select word, '' from ts_stat('select search from article where id % 20 = 0') where word ~ '^[a-z]+$' and length(word) > 4
            order by ndoc desc, word limit 400
            """,
            cancellationToken);
        var sections = await ReadAsync(
            source, "select distinct section, '' from article where section is not null order by 1", cancellationToken);
        var named = new Dictionary<string, (string, string)[]>();
        foreach (var (list, kind) in Kinds)
        {
            named[list] = await ReadAsync(
                source,
                $"""
                select e.slug, e.name from entity e join mention m on m.entity_id = e.id where e.kind = {kind}
                group by e.id order by count(*) desc, e.id limit 400
                """,
                cancellationToken);
        }

        return new([.. words.Select(w => w.Slug)], [.. sections.Select(s => s.Slug)], named);
    }

    private static async Task<(string Slug, string Name)[]> ReadAsync(
        NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        var rows = new List<(string, string)>();
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return [.. rows];
    }
}
