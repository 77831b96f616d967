namespace NewsApi.GraphQL.Loading;

/// <summary>The limits of operations. If HotChocolate has the same limit, HotChocolate's default is also the default here.</summary>
public sealed record OperationOptions
{
    /// <summary>The largest number of fields in a document. The fields of a fragment count once.</summary>
    public int MaxFields { get; init; } = 2048;

    /// <summary>The largest number of fields in a document. The fields of a fragment count once for each spread.</summary>
    public int MaxExpandedFields { get; init; } = 10_000;

    /// <summary>The largest number of fragment spreads. A spread inside a fragment counts once for each spread of that fragment.</summary>
    public int MaxFragmentVisits { get; init; } = 1_000;

    /// <summary>
    /// The largest number of pairs of fields with the same response name. Validation must compare the two fields of each pair.
    /// </summary>
    public int MaxFieldComparisons { get; init; } = 100_000;

    /// <summary>The largest number of aliases in a document. The number is limited because each alias can select one more list.</summary>
    public int MaxAliases { get; init; } = 200;

    /// <summary>The largest number of directives on one field, fragment or operation.</summary>
    public int MaxDirectives { get; init; } = 4;

    /// <summary>The largest depth of a document, in nodes of its syntax tree.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>
    /// The largest number of comparisons in one filter. Each item of a list counts as one; a relation or a search counts as twenty.
    /// </summary>
    public int MaxFilterSize { get; init; } = 1_000;

    /// <summary>
    /// The largest number of items that all lists of an operation may return together. The items of a nested list count once for each item
    /// of the outer list.
    /// </summary>
    public int MaxItems { get; init; } = 25_000;

    /// <summary>
    /// The largest size of a response, in bytes. The limit is needed because a query can nest lists that have no pages. For example,
    /// <c>narrower</c> below <c>broader</c> returns the same topics again at every level.
    /// </summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest duration of an operation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest time for which an operation waits until this process has read the log up to the position that the request demands. A
    /// request demands a position in the header <c>News-At-Least</c>. If the time ends before the position is read, the request is
    /// rejected.
    /// </summary>
    public TimeSpan AtLeastWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest number of operations that run at the same time. Further operations wait.</summary>
    public int MaxConcurrent { get; init; } = 30;

    /// <summary>The size of the cache of parsed and validated documents, in characters of their texts.</summary>
    public int DocumentCacheSize { get; init; } = 4_000_000;
}
