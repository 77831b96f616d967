using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>PostgreSQL's clock. It decides what is public, so that every process agrees.</summary>
internal static class DatabaseClock
{
    /// <summary>Truncates a time to whole milliseconds in UTC, as the database stores it.</summary>
    public static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } t
        ? new DateTimeOffset(t.UtcTicks - (t.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
        : null;

    /// <summary>The time of this statement, not of the transaction's begin; whole milliseconds, UTC.</summary>
    public static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select date_trunc('milliseconds', clock_timestamp())", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime now
            ? new DateTimeOffset(now, TimeSpan.Zero)
            : throw new InvalidOperationException("clock_timestamp() returned no time.");
    }
}
