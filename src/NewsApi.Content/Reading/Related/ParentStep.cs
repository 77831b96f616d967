using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>Reads the place around each place, or the topic above each topic.</summary>
internal sealed class ParentStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _children;
    private readonly Field _parentId;
    private readonly ListStatements _parents;

    public ParentStep(RelatedRead read, IReadOnlyList<Row> children, Visibility visibility)
    {
        (_read, _children, _parentId) = (read, children, read.Relation.From["ParentId"]);
        long[] ids = [.. children.Select(c => c[_parentId]).OfType<long>().Distinct()];
        var isParent = Condition.IsOneOf(read.Selection.Table.Id, ids.Cast<object?>());
        _parents = ListStatements.Of(new ListPlan(ListQuery.Lookup(read.Selection, isParent, ids.Length)), visibility);
    }

    public override IReadOnlyList<Statement> Statements => _parents.Statements;

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        var parents = _parents.ToPage(wire).Rows.ToDictionary(r => r.Id);
        foreach (var child in _children)
        {
            child.SetRelated(_read.Key, child[_parentId] is long id ? parents.GetValueOrDefault(id) : null);
        }

        return [(_read.Selection, [.. parents.Values])];
    }
}
