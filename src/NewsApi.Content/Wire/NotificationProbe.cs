using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>Finds out whether a NOTIFY of a writer reaches a LISTEN of the reader of the log.</summary>
public static class NotificationProbe
{
    /// <summary>Listens on a channel of its own, sends a notification, and waits for it.</summary>
    /// <returns>False if it did not arrive within the limit.</returns>
    public static async Task<bool> ArrivesAsync(NewsDatabase database, TimeSpan limit, CancellationToken cancellationToken)
    {
        var channel = $"newsapi_probe_{Guid.NewGuid():N}";
        await using var connection = await database.Wire.OpenConnectionAsync(cancellationToken);
        await using var listen = new NpgsqlCommand($"listen {channel}", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        await using var notify = database.Source.CreateCommand($"select pg_notify('{channel}', '')");
        await notify.ExecuteNonQueryAsync(cancellationToken);
        var arrived = await connection.WaitAsync(limit, cancellationToken);
        await using var end = new NpgsqlCommand($"unlisten {channel}", connection);
        await end.ExecuteNonQueryAsync(cancellationToken);
        return arrived;
    }
}
