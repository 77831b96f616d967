namespace NewsApi.Content.Reading.Lists;

/// <summary>The fields and the related rows to read of each row.</summary>
public sealed class Selection(ContentTable table)
{
    private readonly SortedSet<Field> _fields = new(Comparer<Field>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal)));
    private readonly List<RelatedRead> _related = [];
    private Projection? _projection;

    public ContentTable Table => table;

    public IReadOnlyCollection<Field> Fields => _fields;

    /// <summary>True if rows of a list with a search are read with the words that it found in them.</summary>
    public bool HasSearchMarks { get; set; }

    public IReadOnlyList<RelatedRead> Related => _related;

    public void Add(Field field)
    {
        _fields.Add(field);
        _projection = null;
    }

    public void Add(RelatedRead related) => _related.Add(related);

    /// <summary>The columns of the rows in a list of that order; cached, because a document selects in the same order each time.</summary>
    internal Projection GetProjection(ValueList<SortKey> order) =>
        _projection is { } cached && cached.Order.Equals(order) ? cached : _projection = new(this, order);
}
