namespace NewsApi.Postgres;

/// <summary>What came of asking a server whether it takes connections.</summary>
internal enum ServerAnswer
{
    Ready,

    /// <summary>It is starting, recovering or stopping.</summary>
    NotYet,

    /// <summary>Nobody listens there.</summary>
    Nobody,
}
