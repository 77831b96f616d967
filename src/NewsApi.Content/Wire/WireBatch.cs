namespace NewsApi.Content.Wire;

/// <summary>What comes after a cursor: changes without a gap, in order, or the reason why there can be none.</summary>
/// <param name="Changes">At least one, the first right after the cursor; none with a refusal.</param>
/// <param name="Cursor">Where to go on: at the last change. With a refusal, where the log stands.</param>
/// <param name="Refusal">Null unless the cursor is refused.</param>
public sealed record WireBatch(IReadOnlyList<WireChange> Changes, WireCursor Cursor, WireRefusal? Refusal = null)
{
    internal static WireBatch Of(int epoch, IReadOnlyList<WireChange> changes) => new(changes, new WireCursor(epoch, changes[^1].Position));

    internal static WireBatch Refused(WireRefusal refusal) => new([], refusal.Head, refusal);
}

/// <summary>Why a cursor is refused: going on from it would skip changes in silence.</summary>
/// <param name="Head">Where the log stands.</param>
public abstract record WireRefusal(WireCursor Head)
{
    /// <summary>Changes right after it are no longer kept. What is needed is a fresh page, and its cursor.</summary>
    public sealed record Expired(WireCursor Head) : WireRefusal(Head);

    /// <summary>The log has not come that far: it is another log, or the cursor is made up.</summary>
    public sealed record Future(WireCursor Head) : WireRefusal(Head);

    /// <summary>It belongs to another log: this one began with a restored backup, or is of another database.</summary>
    public sealed record OtherEpoch(WireCursor Head) : WireRefusal(Head);
}
