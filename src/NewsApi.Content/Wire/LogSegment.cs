namespace NewsApi.Content.Wire;

/// <summary>Consecutive changes together with the head of the log, read in one statement and therefore in one snapshot.</summary>
/// <param name="Head">The cursor of the newest change.</param>
/// <param name="Floor">The lowest position after which every change is kept.</param>
/// <param name="Changes">
/// The changes in order, without a gap. The first follows the requested position, or the floor if the floor is higher.
/// </param>
internal sealed record LogSegment(WireCursor Head, long Floor, IReadOnlyList<WireChange> Changes)
{
    /// <summary>Returns why a reader at this cursor cannot continue; null if it can.</summary>
    public WireRefusal? FindRefusal(WireCursor cursor) => cursor switch
    {
        _ when cursor.Epoch != Head.Epoch => new WireRefusal.OtherEpoch(Head),
        _ when cursor.Position > Head.Position => new WireRefusal.Future(Head),
        _ when cursor.Position < Floor => new WireRefusal.Expired(Head),
        _ => null,
    };
}
