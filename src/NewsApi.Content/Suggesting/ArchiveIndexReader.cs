using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Suggesting;

/// <summary>Reads what <see cref="ArchiveIndex"/> holds from the tables.</summary>
internal static class ArchiveIndexReader
{
    // Counting every mention of a large archive takes seconds.
    private const int Timeout = 600;

    private const string Begin = "begin isolation level repeatable read read only";

    private const string Head = "select epoch, position from wire_head";

    private const string Names = "select id, kind, name, aliases, curated and not kept_back from entity";

    // `announced`, and not whether an article is public at this moment: each later difference has a row of the log.
    private const string Mentions =
        "select m.kind, m.entity_id, count(*)::int from mention m join article a on a.id = m.article_id where a.announced group by 1, 2";

    private const string Sections =
        "select section, count(*)::int from article where announced and section is not null group by section";

    private const string Texts = "select headline, kicker, summary from article where announced";

    /// <summary>Reads everything into an empty index, in one snapshot.</summary>
    /// <returns>The head of the log in the snapshot.</returns>
    public static async Task<WireCursor> ReadAsync(
        NpgsqlDataSource source, SubjectIndex subjects, ArchiveWords words, CancellationToken cancellationToken)
    {
        var head = default(WireCursor);
        var (names, sections, counts) = (new List<StoredName>(), new List<(string, int)>(), new WordCounts());
        (string Sql, Action<NpgsqlDataReader> Each)[] statements =
        [
            (Head, row => head = new WireCursor(row.GetInt32(0), row.GetInt64(1))),
            (Names, row => names.Add(ReadName(row))),
            (Mentions, row => subjects.Count((EntityKind)row.GetInt16(0), row.GetInt64(1), row.GetInt32(2))),
            (Sections, row => sections.Add((row.GetString(0), row.GetInt32(1)))),
            (Texts, row => AddTexts(row, counts)),
        ];
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { Timeout = Timeout };
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin));
        Array.ForEach(statements, s => batch.BatchCommands.Add(new NpgsqlBatchCommand(s.Sql)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var (_, each) in statements)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                each(reader);
            }

            await reader.NextResultAsync(cancellationToken);
        }

        subjects.Replace([], names);
        subjects.CountSections(sections);
        words.Add(counts);
        return head;
    }

    /// <summary>Reads the names of the entities that exist among the ids.</summary>
    public static async Task<IReadOnlyList<StoredName>> ReadNamesAsync(
        NpgsqlDataSource source, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"{Names} where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<StoredName>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(ReadName(reader));
        }

        return names;
    }

    private static StoredName ReadName(NpgsqlDataReader row) => new(
        row.GetInt64(0), (EntityKind)row.GetInt16(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.GetBoolean(4));

    private static void AddTexts(NpgsqlDataReader row, WordCounts counts)
    {
        for (var column = 0; column < row.FieldCount; column++)
        {
            counts.Add(row.IsDBNull(column) ? null : row.GetString(column), 1);
        }
    }
}
