namespace NewsApi.Content.Wire;

/// <summary>How a cursor lies to the tail.</summary>
internal enum TailPosition
{
    /// <summary>What comes next is in memory.</summary>
    Within,

    /// <summary>It is where this process has read to.</summary>
    AtHead,

    /// <summary>What comes next is older than what is in memory.</summary>
    Before,

    /// <summary>This process has not read that far.</summary>
    Ahead,

    /// <summary>It is of another epoch than this process knows.</summary>
    OtherEpoch,
}
