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
    /// Reads the current time, in whole milliseconds and UTC. The time of the transaction (<c>now()</c>) would be too early, because it is
    /// the time at which the transaction began.
    /// </summary>
    public static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select date_trunc('milliseconds', clock_timestamp())", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime now
            ? new DateTimeOffset(now, TimeSpan.Zero)
            : throw new InvalidOperationException("clock_timestamp() returned no time.");
    }
}
