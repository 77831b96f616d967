using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>Reads PostgreSQL's clock. This clock decides which content is public, so that all processes agree.</summary>
internal static class DatabaseClock
{
    /// <summary>Truncates a time to whole milliseconds in UTC, as the database stores it.</summary>
    public static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } t
        ? new DateTimeOffset(t.UtcTicks - (t.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
        : null;

    /// <summary>
    /// Reads the time of this statement, in whole milliseconds and UTC. The start time of the transaction would be too early.
    /// </summary>
    public static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select date_trunc('milliseconds', clock_timestamp())", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime now
            ? new DateTimeOffset(now, TimeSpan.Zero)
            : throw new InvalidOperationException("clock_timestamp() returned no time.");
    }
}
