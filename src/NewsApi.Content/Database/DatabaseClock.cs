using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>PostgreSQL's clock, which decides what is public, whichever machine asks.</summary>
internal static class DatabaseClock
{
    /// <summary>A time as the database keeps it: whole milliseconds, what is below them cut off, in UTC.</summary>
    public static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } t
        ? new DateTimeOffset(t.UtcTicks - (t.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero)
        : null;

    /// <summary>What it shows at this very statement, not when the transaction began; whole milliseconds, UTC.</summary>
    public static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select date_trunc('milliseconds', clock_timestamp())", connection);
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!, TimeSpan.Zero);
    }
}
