using NewsApi.Formats.Items;

namespace NewsApi.GraphQL.Loading;

/// <summary>The limits of operations. If HotChocolate has the same limit, HotChocolate's default is also the default here.</summary>
public sealed record OperationOptions
{
    /// <summary>The text of the setting for no site.</summary>
    public const string NoSite = "none";

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

    /// <summary>
    /// The largest number of values in a document: of arguments, fields of input objects, items of lists, and variables. The values that a
    /// request passes in its variables do not count. Validation needs seconds for 50 000 values, and a filter may have only 1 000
    /// comparisons. The default of 5 000 is five such filters.
    /// </summary>
    public int MaxValues { get; init; } = 5_000;

    /// <summary>The largest number of directives on one field, fragment, variable or operation.</summary>
    public int MaxDirectives { get; init; } = 4;

    /// <summary>The largest depth of a document, in nodes of its syntax tree.</summary>
    public int MaxDepth { get; init; } = 200;

    /// <summary>
    /// The largest number of comparisons in one filter. Each item of a list counts as one; a relation or a search counts as twenty.
    /// </summary>
    public int MaxFilterSize { get; init; } = 1_000;

    /// <summary>
    /// The largest field cost of an operation (<see cref="Pricing.PricePlan"/>). HotChocolate's default of 1 000 is too small for a front
    /// page with three articles for each of twenty sections. The default of 25 000 allows such a page for fifty sections, with filters and
    /// counts.
    /// </summary>
    public int MaxFieldCost { get; init; } = 25_000;

    /// <summary>
    /// The largest type cost of an operation, in objects of the response. HotChocolate's default of 1 000 is too small for a page of fifty
    /// articles with their people, places, topics and pictures, which has about 2 000 objects. The default of 25 000 is ten such pages.
    /// </summary>
    /// <remarks>
    /// HotChocolate also limits how often a field may occur below itself (<c>HC0087</c>). This service has no such limit, because
    /// <c>topic { broader { broader { broader } } }</c> is a normal query. The costs limit the nesting of lists.
    /// </remarks>
    public int MaxTypeCost { get; init; } = 25_000;

    /// <summary>
    /// True if clients may read the schema by introspection and download it. The default is true, because the IDE and most tools need the
    /// schema, and the schema is no secret.
    /// </summary>
    public bool Introspection { get; init; } = true;

    /// <summary>
    /// The largest size of a response, in bytes. The limit is needed because a query can nest lists that have no pages. For example,
    /// <c>narrower</c> below <c>broader</c> returns the same topics again at every level.
    /// </summary>
    public int MaxAnswerBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The longest duration of an operation.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The duration from which an operation is slow. Each slow operation is a line in the log. The default of one second is longer than a
    /// reader of a page waits without noticing.
    /// </summary>
    public TimeSpan SlowOperation { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The longest time for which an operation waits until this process has read the log up to the position that the request demands. A
    /// request demands a position in the header <c>News-At-Least</c>. If the time ends before the position is read, the request is
    /// rejected.
    /// </summary>
    public TimeSpan AtLeastWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest number of operations that run at the same time. Further operations wait.</summary>
    public int MaxConcurrent { get; init; } = 30;

    /// <summary>
    /// The address of the site that shows the news, for links in feeds, site maps and JSON-LD. The default is none: links lead to the
    /// service itself.
    /// </summary>
    public string SiteAddress { get; init; } = NoSite;

    /// <summary>The name of the site and of its publication, for readers of feeds and for search engines.</summary>
    public string SiteName { get; init; } = "NewsApi";

    /// <summary>The addresses of the pages of the site.</summary>
    public SiteAddresses Site => new(SiteAddress == NoSite ? null : SiteAddress.TrimEnd('/'), SiteName);

    /// <summary>The largest amount of memory for parsed and validated documents, in bytes, estimated from their texts.</summary>
    public int DocumentCacheSize { get; init; } = 1 << 26;
}
