namespace NewsApi.Content.Importing;

/// <summary>The options of an import.</summary>
public sealed record ImportOptions
{
    /// <summary>Reports what would change and writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Items in one transaction, at least 1. More are faster into an empty database, but other writers wait for the end of a transaction.
    /// </summary>
    public int BatchSize { get; init; } = 500;
}
