namespace NewsApi.Content.Wire;

/// <summary>A stretch of the log with the head it was read under: one statement, so one moment.</summary>
/// <param name="Head">Where the log stood.</param>
/// <param name="Floor">The earliest position after which everything is kept.</param>
/// <param name="Changes">In order, without a gap; they begin right after the position asked for, or after the floor where that is later.</param>
internal sealed record LogSegment(WireCursor Head, long Floor, IReadOnlyList<WireChange> Changes)
{
    /// <summary>Why a reader that is at this cursor cannot go on; null where it can.</summary>
    public WireRefusal? RefusalOf(WireCursor cursor) => cursor switch
    {
        _ when cursor.Epoch != Head.Epoch => new WireRefusal.OtherEpoch(Head),
        _ when cursor.Position > Head.Position => new WireRefusal.Future(Head),
        _ when cursor.Position < Floor => new WireRefusal.Expired(Head),
        _ => null,
    };
}
