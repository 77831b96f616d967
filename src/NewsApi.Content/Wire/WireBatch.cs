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
