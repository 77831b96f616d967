namespace NewsApi.Content.Reading.Lists;

/// <summary>The fields and the related rows to read for each row.</summary>
public sealed class Selection(ContentTable table)
{
    private readonly SortedSet<Field> _fields = new(Comparer<Field>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal)));
    private readonly List<RelatedRead> _related = [];
    private Projection? _projection;

    public ContentTable Table => table;

    public IReadOnlyCollection<Field> Fields => _fields;

    /// <summary>
    /// True if a list with a search also reads the ranges of the found words in each row (<see cref="SearchMarks"/>).
    /// </summary>
    public bool HasSearchMarks { get; set; }

    public IReadOnlyList<RelatedRead> Related => _related;

    public void Add(Field field)
    {
        _fields.Add(field);
        _projection = null;
    }

    public void Add(RelatedRead related) => _related.Add(related);

    /// <summary>
    /// Returns the columns of the rows in a list with this order. Only the columns for the latest order are cached. One order is enough,
    /// because all requests with the same GraphQL document have the same order.
    /// </summary>
    internal Projection GetProjection(ValueList<SortKey> order) =>
        _projection is { } cached && cached.Order.Equals(order) ? cached : _projection = new(this, order);
}
