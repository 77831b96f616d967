namespace NewsApi.Content.Wire;

/// <summary>Why a cursor is rejected: a reader that continued from it would miss changes without a sign of it.</summary>
/// <param name="Head">The head of the log.</param>
public abstract record WireRefusal(WireCursor Head)
{
    /// <summary>
    /// Changes directly after the cursor were deleted. The client must read a fresh page and resume from the cursor of that page.
    /// </summary>
    public sealed record Expired(WireCursor Head) : WireRefusal(Head);

    /// <summary>The cursor is beyond the head: it belongs to another log, or is forged.</summary>
    public sealed record Future(WireCursor Head) : WireRefusal(Head);

    /// <summary>The cursor has another epoch: the log began again after a restored backup, or the cursor is of another database.</summary>
    public sealed record OtherEpoch(WireCursor Head) : WireRefusal(Head);
}
