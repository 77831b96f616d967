using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Related;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// A page of the articles of one person, place or topic, read beside the entity: one condition finds both, so neither waits for the
/// other, and the page of a topic is one round trip.
/// </summary>
internal sealed class SingleParentPage
{
    private readonly RelatedRead _read;
    private readonly List<Row> _rows = [];
    private long? _total;

    private SingleParentPage(RelatedRead read, ListQuery list, ListSql shape)
    {
        _read = read;
        var statements = new List<Statement>();
        if (list.WantsRows)
        {
            statements.Add(new(shape.Rows(), reader => _rows.Add(RowReader.Read(reader, list.Table, shape.Columns))));
        }

        if (list.WantsTotalCount)
        {
            statements.Add(new(shape.Count(), reader => _total = reader.GetInt64(0)));
        }

        Statements = statements;
    }

    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>What is wanted of its articles.</summary>
    public Selection Selection => _read.List!.Selection;

    /// <summary>Null where it must wait: for what its own filter means, or for an order that mentions are not kept in.</summary>
    /// <param name="entity">Matches one entity at most.</param>
    public static SingleParentPage? Of(RelatedRead read, Condition entity, Visibility visibility)
    {
        if (read.List is not { } list || !read.Relation.From.IsEntity || ConditionAnalysis.In(list.Where).Any() || !DrivingScan.CanPage(list))
        {
            return null;
        }

        var drive = new DrivingScan([(read.Relation.From, entity)], list.Where);
        return new(read, list, new ListSql(new ListPlan(list, drive), visibility));
    }

    /// <summary>Hands the page to the entity; returns its rows by their selection.</summary>
    public (Selection Selection, IReadOnlyList<Row> Rows) Finish(Row entity, Wire.WireCursor wire)
    {
        var page = ListPage.Of(_read.List!, _rows, _total, wire);
        entity.Relate(_read.Key, page);
        return (Selection, page.Rows);
    }

    /// <summary>The selection without what is read so.</summary>
    public static Selection Rest(Selection selection, IReadOnlyCollection<SingleParentPage> pages)
    {
        var rest = new Selection(selection.Table);
        foreach (var related in selection.Related.Except(pages.Select(p => p._read)))
        {
            rest.Add(related);
        }

        return rest;
    }
}
