namespace NewsApi.Content.Importing;

/// <summary>How an import goes about its work.</summary>
public sealed record ImportOptions
{
    /// <summary>Says what would change and writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Items a transaction, from 1. More are faster into an empty database; every other writer waits for the end of one.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>The longest body that is taken, in UTF-16 characters of HTML.</summary>
    public int MaxBodyLength { get; init; } = 5_000_000;

    /// <summary>How often a batch is tried that another writer was in the way of.</summary>
    public int Attempts { get; init; } = 5;
}
