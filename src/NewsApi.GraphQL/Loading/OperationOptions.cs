namespace NewsApi.GraphQL.Loading;

/// <summary>The limits of one operation. Defaults are HotChocolate's where it has one.</summary>
public sealed record OperationOptions
{
    /// <summary>Fields in a document as written.</summary>
    public int MaxFields { get; init; } = 2048;

    /// <summary>Fields in a document with every fragment expanded where it is spread.</summary>
    public int MaxExpandedFields { get; init; } = 10_000;

    /// <summary>Fragment spreads with every fragment expanded: a spread within a fragment counts each time.</summary>
    public int MaxFragmentVisits { get; init; } = 1_000;

    /// <summary>Pairs of fields with the same response name, which validation must compare.</summary>
    public int MaxFieldComparisons { get; init; } = 100_000;

    /// <summary>Aliases in a document. Limited because each alias can select one more list.</summary>
    public int MaxAliases { get; init; } = 200;

    /// <summary>Directives on one field, fragment or operation.</summary>
    public int MaxDirectives { get; init; } = 4;

    /// <summary>Depth of a document, in nodes of its syntax tree.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>Comparisons in one filter. Each item of a list counts as one; a relation or a search counts as twenty.</summary>
    public int MaxFilterSize { get; init; } = 1_000;

    /// <summary>Items of all lists of an operation together; a list below another is multiplied by the size of that one.</summary>
    public int MaxItems { get; init; } = 25_000;

    /// <summary>
    /// Bytes of an answer: lists without pages, such as `narrower`, can go back and forth between a few topics without end.
    /// </summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest duration of an operation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an operation waits for the position it demands (<c>News-At-Least</c>): longer than any interval between two reads of the
    /// log.
    /// </summary>
    public TimeSpan AtLeastWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Operations that run at the same time; further ones wait.</summary>
    public int MaxConcurrent { get; init; } = 30;

    /// <summary>Characters of all documents in the cache of parsed and validated documents.</summary>
    public int DocumentCacheSize { get; init; } = 4_000_000;
}
