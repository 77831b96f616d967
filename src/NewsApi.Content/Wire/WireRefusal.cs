namespace NewsApi.Content.Wire;

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
