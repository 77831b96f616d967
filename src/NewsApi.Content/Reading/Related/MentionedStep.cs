using System.Globalization;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads the people, places, topics and mentions of articles, in one statement. An entity is visible if a visible article mentions it. So
/// the statement does not check the visibility of entities.
/// </summary>
internal sealed class MentionedStep : RelatedStep
{
    private readonly IReadOnlyList<RelatedRead> _reads;
    private readonly IReadOnlyList<Row> _articles;

    // The first columns are those that Take reads by number.
    private readonly List<string> _columns = ["m.article_id", "m.entity_id", "m.kind"];
    private readonly Dictionary<Selection, (Field[] Fields, int[] Columns)> _columnsOf = [];
    private readonly RowGroups<(long Article, string Key)> _found = new();
    private readonly Dictionary<(Selection Selection, long Entity), Row> _entities = [];

    public MentionedStep(IReadOnlyList<RelatedRead> reads, IReadOnlyList<Row> articles)
    {
        (_reads, _articles) = (reads, articles);
        foreach (var read in reads)
        {
            foreach (var selection in GetEntitySelections(read))
            {
                AddColumns(selection, "e");
            }

            if (ReadsMentions(read))
            {
                AddColumns(read.Selection, "m");
            }
        }

        var sql = new SqlText();
        var kinds = string.Join(
            ", ", reads.SelectMany(GetKinds).Distinct().Order().Select(k => ((int)k).ToString(CultureInfo.InvariantCulture)));
        var entity = _columns.Exists(c => c.StartsWith("e.", StringComparison.Ordinal)) ? "join entity e on e.id = m.entity_id" : "";
        sql.Append(
            $"""
            select {string.Join(", ", _columns)} from mention m {entity}
            where m.article_id = any({sql.AddParameter(GetIds(articles))}) and m.kind in ({kinds}) order by m.article_id, m.ordinal
            """);
        // `mentions(kinds: [])` alone needs no rows, and SQL has no empty list.
        Statements = kinds.Length > 0 ? [new Statement(sql, Take) { Reads = Describe }] : [];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        foreach (var article in _articles)
        {
            foreach (var read in _reads)
            {
                article.SetRelated(read.Key, _found[(article.Id, read.Key)]);
            }
        }

        return _entities.GroupBy(e => e.Key.Selection, e => e.Value).Select(g => (g.Key, (IReadOnlyList<Row>)[.. g]));
    }

    // Also entities whose values the answer does not show.
    private IEnumerable<ReadPart> Describe() =>
        [new ReadPart.Articles(GetIds(_articles)), new ReadPart.Entities([.. _entities.Keys.Select(k => k.Entity).Distinct()])];

    private static bool ReadsMentions(RelatedRead read) => read.Relation.Kind == RelationKind.Mentions;

    private static IEnumerable<EntityKind> GetKinds(RelatedRead read) => ReadsMentions(read)
        ? read.Kinds ?? Enum.GetValues<EntityKind>()
        : [read.Relation.To.EntityKind];

    private static IEnumerable<Selection> GetEntitySelections(RelatedRead read) => ReadsMentions(read)
        ? read.Selection.Related.SelectMany(entity => entity.Selections)
        : read.Selections;

    private void AddColumns(Selection selection, string alias)
    {
        _columnsOf[selection] = (selection.Columns, [.. selection.Columns.Select(f => AddColumn(f.Sql(alias)))]);
    }

    /// <summary>Adds a column if the select list does not have the column yet. Returns the column's index in <c>_columns</c>.</summary>
    private int AddColumn(string expression)
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
        var (article, entity, kind) = (reader.GetInt64(0), reader.GetInt64(1), (EntityKind)reader.GetInt16(2));
        foreach (var read in _reads)
        {
            if (GetKinds(read).Contains(kind))
            {
                _found.Add(
                    (article, read.Key),
                    ReadsMentions(read) ? ReadMention(reader, read, entity, kind) : ReadEntity(reader, read.Selection, entity));
            }
        }
    }

    private Row ReadMention(NpgsqlDataReader reader, RelatedRead read, long entity, EntityKind kind)
    {
        var mention = ReadRow(reader, read.Selection);
        foreach (var of in read.Selection.Related)
        {
            mention.SetRelated(of.Key, ReadEntity(reader, of.Selections.Single(s => s.Table.Kind == kind), entity));
        }

        return mention;
    }

    // Each entity is one row, even if several articles mention it, so that its related rows are read once.
    private Row ReadEntity(NpgsqlDataReader reader, Selection selection, long entity)
    {
        if (!_entities.TryGetValue((selection, entity), out var row))
        {
            _entities[(selection, entity)] = row = ReadRow(reader, selection);
        }

        return row;
    }

    private Row ReadRow(NpgsqlDataReader reader, Selection selection)
    {
        var (fields, columns) = _columnsOf[selection];
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = RowReader.ReadValue(reader, columns[i], fields[i].Type);
        }

        return new Row(selection.Table, fields, values);
    }
}
