namespace NewsApi.Content.Wire;

/// <summary>The changes that follow a cursor, in order and without a gap, or the reason why the cursor is refused.</summary>
/// <param name="Changes">At least one, the first directly after the cursor; empty if there is a refusal.</param>
/// <param name="Cursor">The cursor to continue from: that of the last change, or the head if there is a refusal.</param>
/// <param name="Refusal">Null unless the cursor is refused.</param>
public sealed record WireBatch(IReadOnlyList<WireChange> Changes, WireCursor Cursor, WireRefusal? Refusal = null)
{
    internal static WireBatch From(int epoch, IReadOnlyList<WireChange> changes) =>
        new(changes, new WireCursor(epoch, changes[^1].Position));

    internal static WireBatch From(WireRefusal refusal) => new([], refusal.Head, refusal);
}
