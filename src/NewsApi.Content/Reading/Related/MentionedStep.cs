using System.Globalization;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// People, places, topics and mentions of articles, in one statement. What a visible article names is visible, so no entity
/// is asked for its own visibility here.
/// </summary>
internal sealed class MentionedStep : RelatedStep
{
    private const int FixedColumns = 3;

    private readonly IReadOnlyList<RelatedRead> _reads;
    private readonly IReadOnlyList<Row> _articles;
    private readonly List<string> _columns = ["m.article_id", "m.entity_id", "m.kind"];
    private readonly Dictionary<Selection, (Field[] Fields, int[] Columns)> _shapes = [];
    private readonly Dictionary<(long Article, string Key), List<Row>> _found = [];
    private readonly Dictionary<(Selection Selection, long Entity), Row> _entities = [];

    public MentionedStep(IReadOnlyList<RelatedRead> reads, IReadOnlyList<Row> articles)
    {
        (_reads, _articles) = (reads, articles);
        foreach (var read in reads)
        {
            foreach (var selection in EntitySelections(read))
            {
                Shape(selection, "e");
            }

            if (read.Relation == Relation.Mentions)
            {
                Shape(read.Selection, "m");
            }
        }

        var sql = new SqlText();
        var kinds = string.Join(", ", reads.SelectMany(KindsOf).Distinct().Order().Select(k => ((int)k).ToString(CultureInfo.InvariantCulture)));
        var entity = _columns.Exists(c => c.StartsWith("e.", StringComparison.Ordinal)) ? "join entity e on e.id = m.entity_id" : "";
        sql.Append(
            $"""
            select {string.Join(", ", _columns)} from mention m {entity}
            where m.article_id = any({sql.Parameter(Ids(articles))}) and m.kind in ({kinds}) order by m.article_id, m.ordinal
            """);
        Statements = [new Statement(sql, Take)];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var article in _articles)
        {
            foreach (var read in _reads)
            {
                article.Relate(read.Key, _found.GetValueOrDefault((article.Id, read.Key)) ?? []);
            }
        }

        return _entities.GroupBy(e => e.Key.Selection, e => e.Value).Select(g => (g.Key, (IReadOnlyList<Row>)[.. g]));
    }

    private static IEnumerable<EntityKind> KindsOf(RelatedRead read) => read.Relation == Relation.Mentions
        ? read.Kinds ?? Enum.GetValues<EntityKind>()
        : [read.Relation.To.Kind!.Value];

    private static IEnumerable<Selection> EntitySelections(RelatedRead read) => read.Relation == Relation.Mentions
        ? read.Selection.Related.SelectMany(entity => entity.Selections)
        : read.Selections;

    private void Shape(Selection selection, string alias)
    {
        Field[] fields = [.. selection.Fields.Concat(selection.Table.IsEntity ? [selection.Table.Id] : []).Distinct()];
        _shapes[selection] = (fields, [.. fields.Select(f => ColumnOf(f.Sql(alias)))]);
    }

    private int ColumnOf(string expression)
    {
        var at = _columns.IndexOf(expression == "e.id" ? "m.entity_id" : expression);
        if (at < 0)
        {
            at = _columns.Count;
            _columns.Add(expression);
        }

        return at;
    }

    private void Take(NpgsqlDataReader reader)
    {
        var (article, entity, kind) = (reader.GetInt64(0), reader.GetInt64(1), (EntityKind)reader.GetInt16(FixedColumns - 1));
        foreach (var read in _reads)
        {
            if (!KindsOf(read).Contains(kind))
            {
                continue;
            }

            if (!_found.TryGetValue((article, read.Key), out var rows))
            {
                _found[(article, read.Key)] = rows = [];
            }

            rows.Add(read.Relation == Relation.Mentions ? MentionRow(reader, read, entity, kind) : EntityRow(reader, read.Selection, entity));
        }
    }

    private Row MentionRow(NpgsqlDataReader reader, RelatedRead read, long entity, EntityKind kind)
    {
        var mention = Fill(reader, read.Selection);
        foreach (var of in read.Selection.Related)
        {
            mention.Relate(of.Key, EntityRow(reader, of.Selections.Single(s => s.Table.Kind == kind), entity));
        }

        return mention;
    }

    // One row an entity, however many articles name it: what is read along with it is then read once.
    private Row EntityRow(NpgsqlDataReader reader, Selection selection, long entity)
    {
        if (!_entities.TryGetValue((selection, entity), out var row))
        {
            _entities[(selection, entity)] = row = Fill(reader, selection);
        }

        return row;
    }

    private Row Fill(NpgsqlDataReader reader, Selection selection)
    {
        var (fields, columns) = _shapes[selection];
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = RowReader.Value(reader, columns[i], fields[i].Type);
        }

        return new Row(selection.Table, fields, values);
    }
}
