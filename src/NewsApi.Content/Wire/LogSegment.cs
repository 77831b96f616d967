namespace NewsApi.Content.Wire;

/// <summary>Consecutive changes and the head of the log. One statement reads both, so both are from one snapshot.</summary>
/// <param name="Head">The cursor of the newest change.</param>
/// <param name="Floor">The lowest position after which the log keeps every change.</param>
/// <param name="Changes">
/// The changes in order, without a gap. The first follows the requested position, or the floor if the floor is higher.
/// </param>
/// <param name="TimeBefore">The time of the change at the requested position; null if the log does not have it.</param>
internal sealed record LogSegment(
    WireCursor Head, long Floor, IReadOnlyList<WireChange> Changes, DateTimeOffset? TimeBefore = null)
{
    /// <summary>Returns the reason why a reader cannot continue from the cursor; null if the reader can continue.</summary>
    public WireRejection? FindRejection(WireCursor cursor) => cursor switch
    {
        _ when cursor.Epoch != Head.Epoch => new WireRejection.OtherEpoch(Head),
        _ when cursor.Position > Head.Position => new WireRejection.Future(Head),
        _ when cursor.Position < Floor => new WireRejection.Expired(Head),
        _ => null,
    };
}
