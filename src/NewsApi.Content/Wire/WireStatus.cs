using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>The state of the log for operators.</summary>
/// <param name="Now">The present time of the database's clock.</param>
/// <param name="Kept">The number of changes kept.</param>
/// <param name="OldestChange">The time at which the oldest kept change was appended; null if no change is kept.</param>
/// <param name="LastChange">The time at which the newest change was appended; null if no change is kept.</param>
public sealed record WireStatus(WireCursor Head, DateTimeOffset Now, long Kept, DateTimeOffset? OldestChange, DateTimeOffset? LastChange)
{
    // Positions are gapless, so the first and the last position give the count.
    private const string Select =
        """
        with ends as (select min(position) as oldest, max(position) as latest from wire_change)
        select head.epoch, head.position, clock_timestamp(), coalesce(ends.latest - ends.oldest + 1, 0),
               (select committed_at from wire_change where position = ends.oldest),
               (select committed_at from wire_change where position = ends.latest)
        from wire_head head, ends
        """;

    public static async Task<WireStatus> ReadAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        return new WireStatus(
            new WireCursor(reader.GetInt32(0), reader.GetInt64(1)),
            reader.GetFieldValue<DateTimeOffset>(2),
            reader.GetInt64(3),
            reader.GetFieldValue<DateTimeOffset?>(4),
            reader.GetFieldValue<DateTimeOffset?>(5));
    }
}
