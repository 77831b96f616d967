namespace NewsApi.Content.Reading.Lists;

/// <summary>The fields and the related rows to read for each row.</summary>
public sealed class Selection(ContentTable table)
{
    private readonly SortedSet<Field> _fields = new(Comparer<Field>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal)));
    private readonly List<RelatedRead> _related = [];
    private Projection? _projection;
    private Field[]? _columns;
    private Selection? _withMentionedIds;

    public ContentTable Table => table;

    public IReadOnlyCollection<Field> Fields => _fields;

    /// <summary>
    /// True if a list with a search also reads the ranges of the found words in each row (<see cref="SearchMarks"/>).
    /// </summary>
    public bool HasSearchMarks { get; set; }

    public IReadOnlyList<RelatedRead> Related => _related;

    /// <summary>
    /// The field with the ids of the related people, places and topics; null if further statements read the related rows.
    /// </summary>
    internal Field? MentionedIds { get; init; }

    /// <summary>True if the rows have related rows that further statements read.</summary>
    internal bool NeedsStatements => _related.Count > 0 && MentionedIds is null;

    /// <summary>The columns of rows that mentions lead to: the fields, and the id of an entity.</summary>
    internal Field[] Columns => _columns ??= [.. _fields.Concat(Table.IsEntity ? [Table.Id] : []).Distinct()];

    /// <summary>The same selection of articles, whose relations are all people, places or topics, with their ids.</summary>
    internal Selection WithMentionedIds
    {
        get
        {
            if (_withMentionedIds is null)
            {
                var ids = MentionedKinds.FieldOf(_related.Select(r => r.Relation.To.EntityKind));
                var copy = new Selection(Table) { HasSearchMarks = HasSearchMarks, MentionedIds = ids };
                copy._fields.UnionWith(_fields.Append(ids));
                copy._related.AddRange(_related);
                _withMentionedIds = copy;
            }

            return _withMentionedIds;
        }
    }

    public void Add(Field field)
    {
        _fields.Add(field);
        (_projection, _columns, _withMentionedIds) = (null, null, null);
    }

    public void Add(RelatedRead related)
    {
        _related.Add(related);
        _withMentionedIds = null;
    }

    /// <summary>
    /// Returns the columns of the rows in a list with this order. Only the columns for the latest order are cached. One order is enough,
    /// because all requests with the same GraphQL document have the same order.
    /// </summary>
    internal Projection GetProjection(ValueList<SortKey> order) =>
        _projection is { } cached && cached.Order.Equals(order) ? cached : _projection = new(this, order);
}
