namespace NewsApi.Content.Caching;

/// <summary>The result of <see cref="PublicPeriod.Check"/>.</summary>
internal enum AnswerCheck
{
    /// <summary>It is not known whether a snapshot of the period would give the same answer.</summary>
    Unknown,

    /// <summary>A snapshot of the period would give the same answer. No public content changed since the last check.</summary>
    Holds,

    /// <summary>A snapshot of the period would give the same answer, although public content changed since the last check.</summary>
    Carried,

    /// <summary>A change touches the answer, so that no later period has it.</summary>
    Touched,
}
