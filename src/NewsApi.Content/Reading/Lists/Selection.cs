using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Related;

namespace NewsApi.Content.Reading.Lists;

/// <summary>What is wanted of each row: which fields, and what is to be read along with it.</summary>
public sealed class Selection(ContentTable table)
{
    private readonly SortedSet<Field> _fields = new(Comparer<Field>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal)));
    private readonly List<RelatedRead> _related = [];
    private Projection? _columns;

    public ContentTable Table => table;

    public IReadOnlyCollection<Field> Fields => _fields;

    public IReadOnlyList<RelatedRead> Related => _related;

    public void Add(Field field)
    {
        _fields.Add(field);
        _columns = null;
    }

    public void Add(RelatedRead related) => _related.Add(related);

    /// <summary>The columns of its rows in a list of that order; kept, because a document asks in the same order each time.</summary>
    internal Projection ColumnsBy(ValueList<SortKey> order) => _columns is { } kept && kept.Order.Equals(order) ? kept : _columns = new(this, order);
}
