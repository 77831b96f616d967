namespace NewsApi.GraphQL.Loading;

/// <summary>The limits of operations. If HotChocolate has the same limit, the default is that of HotChocolate.</summary>
public sealed record OperationOptions
{
    /// <summary>The largest number of fields in a document as written.</summary>
    public int MaxFields { get; init; } = 2048;

    /// <summary>The largest number of fields in a document with every fragment spread expanded.</summary>
    public int MaxExpandedFields { get; init; } = 10_000;

    /// <summary>The largest number of fragment spreads. A spread inside a fragment counts as often as that fragment is spread.</summary>
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
    /// The largest number of items of all lists of an operation together. The items of a nested list count once for each item of the outer
    /// list.
    /// </summary>
    public int MaxItems { get; init; } = 25_000;

    /// <summary>
    /// The largest size of a response, in bytes. The size is limited because lists without pages can return the same topics again at every
    /// level, for example <c>narrower</c> below <c>broader</c>.
    /// </summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest duration of an operation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest wait of an operation for the position that its request demands in <c>News-At-Least</c>. After that time the request is
    /// rejected.
    /// </summary>
    public TimeSpan AtLeastWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest number of operations that run at the same time. Further operations wait.</summary>
    public int MaxConcurrent { get; init; } = 30;

    /// <summary>The size of the cache of parsed and validated documents, in characters of their texts.</summary>
    public int DocumentCacheSize { get; init; } = 4_000_000;
}
