namespace NewsApi.Content.Wire;

/// <summary>The reason why a cursor is rejected. A reader that continued from the cursor would silently miss changes.</summary>
/// <param name="Head">The head of the log.</param>
public abstract record WireRejection(WireCursor Head)
{
    /// <summary>
    /// Changes directly after the cursor were deleted. The client must read a fresh page and resume from the cursor of that page.
    /// </summary>
    public sealed record Expired(WireCursor Head) : WireRejection(Head);

    /// <summary>The cursor is beyond the head. It belongs to another log, or is forged.</summary>
    public sealed record Future(WireCursor Head) : WireRejection(Head);

    /// <summary>
    /// The cursor has another epoch. Either a new epoch began after the restore of a backup, or the cursor belongs to another database.
    /// </summary>
    public sealed record OtherEpoch(WireCursor Head) : WireRejection(Head);
}
