using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Related;

/// <summary>The places within each place, or the topics below each topic, by name.</summary>
internal sealed class ChildrenStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _parents;
    private readonly Dictionary<long, List<Row>> _children = [];

    public ChildrenStep(RelatedRead read, IReadOnlyList<Row> parents, Visibility visibility)
    {
        (_read, _parents) = (read, parents);
        var table = read.Selection.Table;
        Field[] columns = [.. read.Selection.Fields.Append(table.Id).Distinct()];
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.parent_id, {string.Join(", ", columns.Select(f => f.Sql("a")))} from entity a
            where a.parent_id = any({sql.Parameter(Ids(parents))}) and a.kind = {table.Kind!:D}
            and {VisibilitySql.Entity("a", visibility)} order by {new SortKey(table["Name"], false).Sql(f => f.Sql("a"))}, a.id
            """);
        Statements = [new(sql, reader =>
        {
            if (!_children.TryGetValue(reader.GetInt64(0), out var rows))
            {
                _children[reader.GetInt64(0)] = rows = [];
            }

            rows.Add(RowReader.Read(reader, table, columns, offset: 1));
        })];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var parent in _parents)
        {
            parent.Relate(_read.Key, _children.GetValueOrDefault(parent.Id) ?? []);
        }

        return [(_read.Selection, [.. _children.Values.SelectMany(c => c)])];
    }
}
