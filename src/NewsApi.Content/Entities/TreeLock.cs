using Npgsql;

namespace NewsApi.Content.Entities;

/// <summary>
/// Keeps the tree of places and topics, and who was merged into whom, as it is until a transaction ends. Whoever writes an
/// article's facts reads the tree and shares the lock; whoever moves, merges or deletes holds it alone. Without it an article
/// could be written with the tree of before a move whose own rows for the articles concerned have just missed it.
/// </summary>
/// <remarks>Taken before any lock on a row, so that nobody waits in a circle.</remarks>
internal static class TreeLock
{
    private const string Key = "hashtext('newsapi tree')";

    /// <summary>The tree stays as it is until the transaction ends.</summary>
    public static Task ShareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, $"select pg_advisory_xact_lock_shared({Key})", cancellationToken);

    /// <summary>Nobody else reads or changes the tree until the transaction ends, so no article changes either.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, $"select pg_advisory_xact_lock({Key})", cancellationToken);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
