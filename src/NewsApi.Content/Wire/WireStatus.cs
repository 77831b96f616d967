using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>Where the log stands, as one who looks after the service wants to know.</summary>
/// <param name="Now">The database's clock.</param>
/// <param name="Kept">How many changes are kept.</param>
/// <param name="OldestChange">When the oldest of them was written; null where none is kept.</param>
/// <param name="LastChange">When the newest was written.</param>
/// <param name="Overdue">How many articles have become public or expired, and the log does not say so yet.</param>
/// <param name="OverdueSince">Since when; null where there is none.</param>
public sealed record WireStatus(
    WireCursor Head, DateTimeOffset Now, long Kept, DateTimeOffset? OldestChange, DateTimeOffset? LastChange, long Overdue, DateTimeOffset? OverdueSince)
{
    // Positions are gapless, so the first and the last tell how many there are.
    private const string Question =
        """
        with clock as materialized (select clock_timestamp() as now),
        ends as (select min(position) as oldest, max(position) as latest from wire_change),
        due as (
          select published_at as since from article where not announced and withdrawn_at is null and published_at is not null
            and coalesce(expires_at, 'infinity') > (select now from clock) and published_at <= (select now from clock)
          union all select expires_at from article where announced and expires_at <= (select now from clock)
        )
        select head.epoch, head.position, (select now from clock), coalesce(ends.latest - ends.oldest + 1, 0),
               (select committed_at from wire_change where position = ends.oldest), (select committed_at from wire_change where position = ends.latest),
               (select count(*) from due), (select min(since) from due)
        from wire_head head, ends
        """;

    public static async Task<WireStatus> ReadAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Question);
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
            reader.GetFieldValue<DateTimeOffset?>(5),
            reader.GetInt64(6),
            reader.GetFieldValue<DateTimeOffset?>(7));
    }
}
