using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Related;

/// <summary>The place around each place, or the topic above each topic.</summary>
internal sealed class ParentStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _children;
    private readonly Field _parentId;
    private readonly Dictionary<long, Row> _parents = [];

    public ParentStep(RelatedRead read, IReadOnlyList<Row> children, Visibility visibility)
    {
        (_read, _children, _parentId) = (read, children, read.Relation.From["ParentId"]);
        long[] ids = [.. children.Select(c => c[_parentId]).OfType<long>().Distinct()];
        var list = ListQuery.Named(read.Selection, new Condition.Among(read.Selection.Table.Id, [.. ids.Cast<object?>()]), ids.Length);
        var shape = new ListSql(list, visibility);
        Statements = [new(shape.Rows(), reader =>
        {
            var row = RowReader.Read(reader, list.Table, shape.Columns);
            _parents[row.Id] = row;
        })];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var child in _children)
        {
            child.Relate(_read.Key, child[_parentId] is long id ? _parents.GetValueOrDefault(id) : null);
        }

        return [(_read.Selection, [.. _parents.Values])];
    }
}
