using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Articles as they are stored, with their mentions, for whoever is about to change them.</summary>
internal static class ArticleStore
{
    /// <summary>Locks the articles, in one order so that two writers cannot wait for each other, and loads them.</summary>
    /// <returns>Those that there are, by id.</returns>
    public static async Task<Dictionary<long, Article>> LockAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        // A statement of its own: EF does not find the columns of a complex property in SQL that is given to it.
        await using var command = new NpgsqlCommand("select from article where id = any($1) order by id for update", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await LoadAsync(connection, ids, cancellationToken);
    }

    /// <summary>Loads the articles; the caller sees to it that they stay as they are.</summary>
    /// <returns>Those that there are, by id.</returns>
    public static async Task<Dictionary<long, Article>> LoadAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var articles = await db.Articles.Where(a => ids.Contains(a.Id)).AsNoTracking().ToDictionaryAsync(a => a.Id, cancellationToken);
        foreach (var mention in await db.Mentions.Where(m => ids.Contains(m.ArticleId)).OrderBy(m => m.Ordinal).AsNoTracking().ToListAsync(cancellationToken))
        {
            articles[mention.ArticleId].Mentions.Add(mention);
        }

        return articles;
    }
}
