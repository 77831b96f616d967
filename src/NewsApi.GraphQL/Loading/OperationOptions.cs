namespace NewsApi.GraphQL.Loading;

/// <summary>How much one operation may ask for. Defaults are HotChocolate's where it has one.</summary>
public sealed record OperationOptions
{
    /// <summary>Fields in a document as it is written.</summary>
    public int MaxFields { get; init; } = 2048;

    /// <summary>Fields once every fragment stands in the place where it is spread.</summary>
    public int MaxExpandedFields { get; init; } = 10_000;

    /// <summary>How often fragments are spread, those within fragments counted each time.</summary>
    public int MaxFragmentVisits { get; init; } = 1_000;

    /// <summary>Pairs of fields with the same response name that validation must compare.</summary>
    public int MaxFieldComparisons { get; init; } = 100_000;

    /// <summary>Aliases in a document; each may be a list of its own.</summary>
    public int MaxAliases { get; init; } = 200;

    /// <summary>Directives on one field, fragment or operation.</summary>
    public int MaxDirectives { get; init; } = 4;

    /// <summary>How deep a document may nest, in nodes of its syntax tree.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>What one filter may ask for: comparisons, items of lists included; a relation counts for twenty.</summary>
    public int MaxFilterSize { get; init; } = 1_000;

    /// <summary>Items that all lists of an operation may have together, a list under each item of another multiplied by that one's size.</summary>
    public int MaxItems { get; init; } = 25_000;

    /// <summary>Bytes of an answer: lists without pages, such as `narrower`, can lead back and forth between few things for ever.</summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How long an operation may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an operation waits for what it demands to see (<c>News-At-Least</c>): longer than any look at the change log takes.</summary>
    public TimeSpan AtLeastWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Operations that run at once; further ones wait for their turn.</summary>
    public int MaxConcurrent { get; init; } = 30;

    /// <summary>Characters of all documents that are kept parsed and validated.</summary>
    public int DocumentCacheSize { get; init; } = 4_000_000;
}
