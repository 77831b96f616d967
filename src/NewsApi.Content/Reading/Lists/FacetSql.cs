using System.Globalization;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes one statement for all facets of a list. The statement can also read the facets of several lists, for example the articles of each
/// of several people. The statement reads the articles of the list once. It counts the mentions of people, places and topics in one pass.
/// An entity is visible if a visible article mentions it. So the statement does not check the visibility of entities.
/// </summary>
internal sealed class FacetSql
{
    // The numbers of the columns that Read reads.
    private const int Facet = 0;
    private const int Text = 1;
    private const int Period = 2;
    private const int Count = 3;
    private const int FirstOfEntity = 4;

    private readonly IReadOnlyList<FacetRead> _facets;
    private readonly Field[] _fields;
    private readonly List<string> _entityColumns = [];
    private readonly Dictionary<FacetRead, (Field[] Fields, int[] Columns)> _columnsOf = [];

    public FacetSql(IReadOnlyList<FacetRead> facets)
    {
        _facets = facets;
        _fields = [.. facets.OfType<FacetRead.OfField>().Select(f => f.Field).Distinct()];
        foreach (var facet in facets.OfType<FacetRead.OfEntities>())
        {
            var selection = facet.Selection;
            Field[] fields = [.. selection.Fields.Append(selection.Table.Id).Distinct()];
            _columnsOf[facet] = (fields, [.. fields.Select(f => FirstOfEntity + AddColumn(f.Sql("e")))]);
        }
    }

    /// <summary>Writes the statement.</summary>
    /// <param name="source">The SQL of FROM and WHERE. The alias of the article is <c>a</c>.</param>
    /// <param name="parent">
    /// The SQL of the parent entity's id, if the lists of several entities are read. The id is then the first column of the result. Null
    /// for one list.
    /// </param>
    public string Select(SqlText sql, string source, string? parent)
    {
        string[] columns =
        [
            .. parent is null ? [] : new[] { $"{parent} as parent" }, "a.id", "a.published_at",
            .. _fields.Select((f, i) => $"{f.Sql("a")} as {NameOf(i)}"),
        ];
        var matched = sql.AddTable($"select {string.Join(", ", columns)} from {source}");
        var (parentColumn, partition) = parent is null ? ("", "") : ("parent, ", "partition by parent ");
        var counted = _columnsOf.Count == 0 ? null : sql.AddTable($"""
            select {parentColumn}m.kind, m.entity_id, count(*) as n from {matched} article join mention m on m.article_id = article.id
            where m.kind in ({string.Join(", ", _columnsOf.Keys.Cast<FacetRead.OfEntities>().Select(KindOf).Distinct())})
            group by {parentColumn}m.kind, m.entity_id
            """);
        var branches = _facets.Select((facet, i) => WriteBranch(facet, i, parentColumn, partition, matched, counted));
        var entities = counted is null ? "" : " left join entity e on e.id = f.entity_id";
        return $"""
            select {(parent is null ? "" : "f.parent, ")}f.facet, f.text, f.period, f.n{string.Concat(_entityColumns.Select(c => $", {c}"))}
            from ({string.Join(" union all ", branches)}) f{entities} order by f.facet, f.nth
            """;
    }

    /// <summary>Reads a row that the statement returned: one value of a facet, with its count.</summary>
    /// <param name="first">The index of the first column after the parent's id; 0 if the result has no parent's id.</param>
    public (string Key, FacetCount Count) Read(NpgsqlDataReader reader, int first)
    {
        var facet = _facets[reader.GetInt32(first + Facet)];
        object value = facet switch
        {
            FacetRead.OfField => reader.GetString(first + Text),
            FacetRead.OfPeriod => reader.GetDateTime(first + Period),
            _ => ReadEntity(reader, (FacetRead.OfEntities)facet, first),
        };
        return (facet.Key, new FacetCount(value, (int)reader.GetInt64(first + Count)));
    }

    private string WriteBranch(FacetRead facet, int number, string parent, string partition, string matched, string? counted)
    {
        var rows = facet switch
        {
            FacetRead.OfField { Field: var field } when NameOf(Array.IndexOf(_fields, field)) is var text =>
                $"""
                select {parent}{text} as text, null::timestamptz as period, null::bigint as entity_id, count(*) as n,
                row_number() over ({partition}order by count(*) desc, {text}) as nth
                from {matched} where {text} is not null group by {parent}{text}
                """,
            FacetRead.OfPeriod { Unit: var unit } when TruncatedTo(unit) is var period =>
                $"""
                select {parent}null::text as text, {period} as period, null::bigint as entity_id, count(*) as n,
                row_number() over ({partition}order by {period} desc) as nth
                from {matched} where published_at is not null group by {parent}{period}
                """,
            _ => $"""
                select {parent}null::text as text, null::timestamptz as period, entity_id, n,
                row_number() over ({partition}order by n desc, entity_id) as nth
                from {counted} where kind = {KindOf((FacetRead.OfEntities)facet)}
                """,
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"select {number} as facet, c.* from ({rows}) c where c.nth <= {facet.Size}");
    }

    private static string TruncatedTo(TimelineUnit unit) =>
        $"date_trunc('{(unit == TimelineUnit.Day ? "day" : "month")}', published_at, 'UTC')";

    private static string NameOf(int field) => string.Create(CultureInfo.InvariantCulture, $"f{field}");

    private static string KindOf(FacetRead.OfEntities facet) =>
        ((int)facet.Selection.Table.EntityKind).ToString(CultureInfo.InvariantCulture);

    private int AddColumn(string expression)
    {
        var at = _entityColumns.IndexOf(expression);
        if (at < 0)
        {
            at = _entityColumns.Count;
            _entityColumns.Add(expression);
        }

        return at;
    }

    private Row ReadEntity(NpgsqlDataReader reader, FacetRead.OfEntities facet, int first)
    {
        var (fields, columns) = _columnsOf[facet];
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            values[i] = RowReader.ReadValue(reader, first + columns[i], fields[i].Type);
        }

        return new Row(facet.Selection.Table, fields, values);
    }
}
