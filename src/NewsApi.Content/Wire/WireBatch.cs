namespace NewsApi.Content.Wire;

/// <summary>The changes that follow a cursor, in order and without a gap, or the reason why the cursor is rejected.</summary>
/// <param name="Changes">
/// Empty if the cursor is rejected. Otherwise the list has at least one change, and its first change directly follows the cursor.
/// </param>
/// <param name="Cursor">The cursor to continue from: the cursor of the last change, or the head if the cursor is rejected.</param>
/// <param name="Rejection">The reason why the cursor is rejected; null if the cursor is valid.</param>
public sealed record WireBatch(IReadOnlyList<WireChange> Changes, WireCursor Cursor, WireRejection? Rejection = null)
{
    internal static WireBatch From(int epoch, IReadOnlyList<WireChange> changes) =>
        new(changes, new WireCursor(epoch, changes[^1].Position));

    internal static WireBatch From(WireRejection rejection) => new([], rejection.Head, rejection);
}
