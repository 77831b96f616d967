using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Reads articles as they are stored, with their mentions, in the transaction of a writer.</summary>
internal static class ArticleStore
{
    /// <summary>
    /// Locks the articles and loads them. They are locked in the order of their ids, so that two writers do not deadlock.
    /// </summary>
    /// <returns>The articles that exist, by id.</returns>
    public static async Task<Dictionary<long, Article>> LockAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        // Lock in a separate statement: EF does not find the columns of a complex property in raw SQL.
        await using var command = new NpgsqlCommand("select from article where id = any($1) order by id for update", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await LoadAsync(connection, ids, cancellationToken);
    }

    /// <summary>Loads the articles. The caller holds a lock that keeps them unchanged, or reads a snapshot.</summary>
    /// <returns>The articles that exist, by id.</returns>
    public static async Task<Dictionary<long, Article>> LoadAsync(
        NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var articles = await db.Articles.Where(a => ids.Contains(a.Id)).AsNoTracking().ToDictionaryAsync(a => a.Id, cancellationToken);
        var mentions = await db.Mentions.Where(m => ids.Contains(m.ArticleId)).OrderBy(m => m.Ordinal)
            .AsNoTracking().ToListAsync(cancellationToken);
        foreach (var mention in mentions)
        {
            articles[mention.ArticleId].Mentions.Add(mention);
        }

        return articles;
    }

    /// <summary>Returns the id of the article with that uri; null if there is none.</summary>
    public static async Task<long?> FindByUriAsync(NpgsqlConnection connection, string uri, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from article where uri = $1", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = uri } },
        };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Takes a new article id from the sequence of the table.</summary>
    public static async Task<long> NewIdAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var next = new NpgsqlCommand("select nextval(pg_get_serial_sequence('article', 'id'))", connection);
        return await next.ExecuteScalarAsync(cancellationToken) is long id
            ? id
            : throw new InvalidOperationException("nextval returned no number.");
    }
}
