using Npgsql;

namespace NewsApi.Content.Entities;

/// <summary>
/// A lock that keeps the tree of places and topics, and the merges of entities, unchanged until a transaction ends. A writer of articles
/// shares the lock, because it computes facts of the article from the tree, for example the ancestors of its places. A writer that moves,
/// merges or deletes entities holds the lock alone. Without the lock, the writer of a move could first collect the articles that the move
/// affects. Then another writer could store a further article with facts from before the move.
/// </summary>
/// <remarks>Take this lock before any row lock, so that writers do not deadlock.</remarks>
internal static class TreeLock
{
    private const string Key = "hashtext('newsapi tree')";

    /// <summary>Keeps the tree unchanged until the transaction ends; other writers of articles may share the lock.</summary>
    public static Task ShareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, $"select pg_advisory_xact_lock_shared({Key})", cancellationToken);

    /// <summary>Keeps every other writer of articles and entities out until the transaction ends.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, $"select pg_advisory_xact_lock({Key})", cancellationToken);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
