using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>Reads the places directly within each place, or the topics directly below each topic, in the order of their names.</summary>
internal sealed class ChildrenStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _parents;
    private readonly RowGroups<long> _children = new();

    public ChildrenStep(RelatedRead read, IReadOnlyList<Row> parents, Visibility visibility)
    {
        (_read, _parents) = (read, parents);
        var table = read.Selection.Table;
        Field[] columns = [.. read.Selection.Fields.Append(table.Id).Distinct()];
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.parent_id, {string.Join(", ", columns.Select(f => f.Sql("a")))} from entity a
            where a.parent_id = any({sql.AddParameter(GetIds(parents))}) and a.kind = {table.EntityKind:D}
            and {VisibilitySql.Entity("a", visibility)} order by {new SortKey(table["Name"], false).Sql(f => f.Sql("a"))}, a.id
            """);
        Statements =
        [
            new(sql, reader => _children.Add(reader.GetInt64(0), RowReader.Read(reader, table, columns, offset: 1)))
            {
                Reads = () => [new ReadPart.Below(GetIds(parents))],
            },
        ];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        foreach (var parent in _parents)
        {
            parent.SetRelated(_read.Key, _children[parent.Id]);
        }

        return [(_read.Selection, [.. _children.All])];
    }
}
