namespace NewsApi.Content.Reading.Lists;

/// <summary>The fields and the related rows that are read of each row.</summary>
public sealed class Selection(ContentTable table)
{
    private readonly SortedSet<Field> _fields = new(Comparer<Field>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal)));
    private readonly List<RelatedRead> _related = [];
    private Projection? _projection;

    public ContentTable Table => table;

    public IReadOnlyCollection<Field> Fields => _fields;

    /// <summary>
    /// True if a list with a search is read with the words that the search found in each row (<see cref="SearchMarks"/>).
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
    /// Returns the columns of the rows in a list of that order. They are cached, because a document selects in the same order each time.
    /// </summary>
    internal Projection GetProjection(ValueList<SortKey> order) =>
        _projection is { } cached && cached.Order.Equals(order) ? cached : _projection = new(this, order);
}
