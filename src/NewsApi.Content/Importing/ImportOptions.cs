namespace NewsApi.Content.Importing;

/// <summary>The options of an import.</summary>
public sealed record ImportOptions
{
    /// <summary>True to report the changes that the import would make, without writing them.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The number of items in one transaction, at least 1. A larger number is faster into an empty database, but other writers wait for the
    /// end of each transaction.
    /// </summary>
    public int BatchSize { get; init; } = 500;
}
