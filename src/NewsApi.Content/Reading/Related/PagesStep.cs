using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Related;

/// <summary>The articles of people, places or topics: a page for each, in one LATERAL statement.</summary>
internal sealed class PagesStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _entities;
    private readonly NewsSnapshot _snapshot;
    private readonly Dictionary<long, List<Row>> _rows = [];
    private readonly Dictionary<long, long> _totals = [];

    /// <param name="plan">How the list of <paramref name="read"/> is asked for.</param>
    public PagesStep(RelatedRead read, ListPlan plan, IReadOnlyList<Row> entities, NewsSnapshot snapshot)
    {
        (_read, _entities, _snapshot) = (read, entities, snapshot);
        var list = plan.List;
        var shape = new ListSql(plan, snapshot.Visibility);
        var ids = Ids(entities);
        var statements = new List<Statement>();
        if (list.WantsRows)
        {
            statements.Add(new(shape.RowsOfEach(ids), reader =>
            {
                if (!_rows.TryGetValue(reader.GetInt64(0), out var rows))
                {
                    _rows[reader.GetInt64(0)] = rows = [];
                }

                rows.Add(RowReader.Read(reader, list.Table, shape.Columns, offset: 1));
            }));
        }

        if (list.WantsTotalCount)
        {
            statements.Add(new(shape.CountOfEach(ids), reader => _totals[reader.GetInt64(0)] = reader.GetInt64(1)));
        }

        Statements = statements;
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        var list = _read.List!;
        var pages = _entities.Select(e => e.Id).Distinct().ToDictionary(id => id, id => ListPage.Of(
            list, _rows.GetValueOrDefault(id) ?? [], list.WantsTotalCount ? _totals[id] : null, _snapshot.Cursor));
        foreach (var entity in _entities)
        {
            entity.Relate(_read.Key, pages[entity.Id]);
        }

        return [(list.Selection, [.. pages.Values.SelectMany(p => p.Rows)])];
    }
}
