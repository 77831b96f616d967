using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Linking;

/// <summary>Links articles for the importer, for editors and for relinking. Uses the current index of names.</summary>
public sealed class ArticleLinker(NameIndexSource names)
{
    // Larger counts do not change the choice. Counting every mention of a frequent topic would take longer than linking.
    private const int MostCounted = 1000;

    private const string CountMentions =
        """
        select named.id, (select count(*) from (select from mention m where m.entity_id = named.id and m.origin = 1 limit $2) counted)::int
        from unnest($1) as named(id)
        """;

    /// <summary>Links texts with every name that was committed before the call.</summary>
    /// <param name="connection">
    /// A connection in the transaction of a writer. The writer holds the <see cref="TreeLock"/>, so no entity is deleted before its mention
    /// is written. If several entities share a name, the method counts on this connection how many articles are tagged with each entity.
    /// </param>
    /// <returns>The links of each text, in the order of <paramref name="texts"/>.</returns>
    public async Task<IReadOnlyList<LinkedText>> LinkAsync(
        NpgsqlConnection connection, IReadOnlyList<LinkInput> texts, bool traced, CancellationToken cancellationToken)
    {
        await names.RefreshAsync(cancellationToken);
        var linked = new LinkedText[texts.Count];
        Parallel.For(0, texts.Count, i => linked[i] = names.Read(index => Linker.Link(index, texts[i], null, traced)));
        long[] undecided = [.. linked.SelectMany(l => l.Undecided).Distinct().Order()];
        if (undecided.Length == 0)
        {
            return linked;
        }

        var archive = await CountAsync(connection, undecided, cancellationToken);
        Parallel.For(0, texts.Count, i =>
        {
            if (linked[i].Undecided.Count > 0)
            {
                linked[i] = names.Read(index => Linker.Link(index, texts[i], archive, traced));
            }
        });
        return linked;
    }

    /// <summary>Reads the links that editors removed: the ids of the entities by the id of the article.</summary>
    public static async Task<ILookup<long, long>> ReadRemovedAsync(
        NpgsqlConnection connection, long[] articles, CancellationToken cancellationToken)
    {
        var removed = new List<(long Article, long Entity)>();
        if (articles.Length > 0)
        {
            await using var command = new NpgsqlCommand(
                "select article_id, entity_id from removed_link where article_id = any($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = articles });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                removed.Add((reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        return removed.ToLookup(r => r.Article, r => r.Entity);
    }

    private static async Task<Dictionary<long, int>> CountAsync(
        NpgsqlConnection connection, long[] entities, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CountMentions, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = entities });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostCounted });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<long, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(reader.GetInt64(0), reader.GetInt32(1));
        }

        return counts;
    }
}
