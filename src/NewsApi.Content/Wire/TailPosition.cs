namespace NewsApi.Content.Wire;

/// <summary>The position of a cursor relative to the <see cref="WireTail"/>.</summary>
internal enum TailPosition
{
    /// <summary>The change after the cursor is in memory.</summary>
    Within,

    /// <summary>The cursor is at the head: this process has read no later change.</summary>
    AtHead,

    /// <summary>The change after the cursor is older than the changes in memory.</summary>
    Before,

    /// <summary>The cursor is beyond the head that this process has read.</summary>
    Ahead,

    /// <summary>The cursor has another epoch than the log that this process has read.</summary>
    OtherEpoch,
}
