namespace NewsApi.Content.Wire;

/// <summary>Where a cursor is relative to the <see cref="WireTail"/>.</summary>
internal enum TailPosition
{
    /// <summary>The next change is in memory.</summary>
    Within,

    /// <summary>At the head: this process has read no later change.</summary>
    AtHead,

    /// <summary>The next change is older than the changes in memory.</summary>
    Before,

    /// <summary>Beyond the head that this process has read.</summary>
    Ahead,

    /// <summary>In another epoch than the one that this process knows.</summary>
    OtherEpoch,
}
