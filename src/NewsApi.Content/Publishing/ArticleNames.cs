using NewsApi.Content.Articles;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Computes <see cref="Article.SearchNames"/>: the names and aliases of the people, places and topics that an article mentions. These names
/// are as public as the article, because the article shows them with its mentions.
/// </summary>
internal static class ArticleNames
{
    /// <summary>
    /// The largest number of characters. A gazetteer may give a place its name in a hundred languages, and each row of the log of the
    /// article would carry them all. Names come before aliases, so aliases are left out first.
    /// </summary>
    private const int MaxLength = 4000;

    /// <summary>
    /// Sets the names of the articles, by one statement. The caller must hold the <see cref="Entities.TreeLock"/>, so that no name changes
    /// until the commit.
    /// </summary>
    public static async Task SetAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Article> articles, CancellationToken cancellationToken)
    {
        var names = await ReadAsync(connection, articles.SelectMany(a => a.Mentions).Select(m => m.EntityId), cancellationToken);
        foreach (var article in articles)
        {
            article.SearchNames = Join(article.Mentions.Select(m => m.EntityId), names);
        }
    }

    /// <summary>Reads the name of each entity and its aliases, in this order.</summary>
    /// <returns>The names by the entity's id. An id without an entity is left out.</returns>
    public static async Task<IReadOnlyDictionary<long, string[]>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<long> entities, CancellationToken cancellationToken)
    {
        var names = new Dictionary<long, string[]>();
        long[] ids = [.. entities.Distinct()];
        if (ids.Length > 0)
        {
            await using var command = new NpgsqlCommand(
                "select id, array_prepend(name, aliases) from entity where id = any($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                names[reader.GetInt64(0)] = reader.GetFieldValue<string[]>(1);
            }
        }

        return names;
    }

    /// <summary>Joins the names of the entities. The result does not depend on the order of the entities.</summary>
    public static string Join(IEnumerable<long> entities, IReadOnlyDictionary<long, string[]> names)
    {
        string[][] all = [.. entities.Distinct().Order().Where(names.ContainsKey).Select(id => names[id])];
        var lines = new List<string>();
        var length = 0;
        foreach (var name in all.Select(n => n[0]).Concat(all.SelectMany(n => n.Skip(1))))
        {
            var line = name.ReplaceLineEndings(" ");
            length += line.Length + 1;
            if (length > MaxLength)
            {
                break;
            }

            lines.Add(line);
        }

        return string.Join('\n', lines);
    }
}
