using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Writes the statements of a list, in the shapes that PostgreSQL plans well.</summary>
/// <param name="visibility">Which rows the caller may see.</param>
internal sealed class ListSql(ListPlan plan, Visibility visibility)
{
    /// <summary>SQL: mentions with their articles, up to the conditions.</summary>
    internal const string Mentions = "mention m join article a on a.id = m.article_id where";

    /// <summary>Up to this number of mentions, a search tests the words of every mentioned article.</summary>
    private const int MostMentions = 6000;

    private readonly ListQuery _list = plan.List;
    private readonly Condition.Search[] _searches = [.. plan.List.Where.Conjuncts.OfType<Condition.Search>()];
    private readonly Projection _projection = plan.List.Selection.GetProjection(plan.List.Order);
    private readonly Keyset _keyset = new(plan.List.Order, plan.List.Table.Id, plan.List.Cursor, plan.List.Backward);

    private DrivingScan? Driver => DrivingScan.CanPage(_list) ? plan.Driver : null;

    /// <summary>The fields of a row, in the order of the select list.</summary>
    public Field[] Columns => _projection.Fields;

    /// <summary>Writes the statement that selects the rows of the page.</summary>
    public SqlText SelectRows() =>
        ListShape.Of(plan, visibility) is { } shape ? _projection.Write(shape, WriteRows) : WriteRows();

    /// <summary>Writes the statement that counts the rows of the whole list.</summary>
    public SqlText CountRows() => plan.Driver switch
    {
        { Residual.IsTrue: true } driver => Write(
            driver.Residual, sql => MentionSql.CountArticles(driver.SelectIds(sql, visibility), visibility)),
        { Entities.Count: 1 } driver => Write(driver.Residual, sql => CountDriven(driver, sql)),
        _ => Write(_list.Where, sql => $"select count(*) from {Source(sql, Scope.Table, Searches(sql)?.Matches("a"))}"),
    };

    /// <summary>Writes the statement that selects the facets of the list.</summary>
    public SqlText SelectFacets(FacetSql facets) => plan.Driver switch
    {
        { Entities.Count: 1 } driver => Write(driver.Residual, sql => facets.Select(
            sql, $"{Mentions} m.entity_id = {driver.SelectIds(sql, visibility)[0]} and "
                + Filter(sql, Scope.Mentions, driver.Residual, Searches(sql)?.Recognises("m.article_id")), null)),
        _ => Write(_list.Where, sql => facets.Select(sql, Source(sql, Scope.Table, Searches(sql)?.Matches("a")), null)),
    };

    private SqlText WriteRows() => WriteRows(
        Driver is { } driver ? driver.Residual : _list.Where,
        sql => AfterSkipped(_list.IsLookup || !_list.Where.Any(c => c is Condition.Search) ? SelectPlanned(sql, null)
            : Searches(sql) is var search && _list.IsRanked && search is not null ? SelectRanked(sql, search)
            : new SearchStages(this, sql, search).Select()));

    internal SqlText WriteRows(Condition where, Func<SqlText, string> write) => Write(where, sql =>
    {
        // The parameters of the sort keys come first, because the projection names them by number.
        foreach (var parameter in _projection.Parameters)
        {
            sql.AddParameter(parameter);
        }

        return write(sql);
    });

    internal static SqlText Write(Condition where, Func<SqlText, string> write)
    {
        var sql = new SqlText { PlansByValue = where.Any(DependsOnValue) };
        return sql.Append(write(sql));
    }

    // For a comparison with a column of the row, the best plan depends on the indexes, and not on the value. For an entity, the best plan
    // depends on the number of its articles. The costs of two plans can differ a thousandfold. For a search, the statement itself counts
    // the matching rows.
    private static bool DependsOnValue(Condition leaf) => leaf is not (Condition.Compare or Condition.Search);

    /// <summary>Returns the ORDER BY list over the columns of a result.</summary>
    internal string OrderBy(string alias) => _keyset.OrderBy(f => ResultColumn(f, alias));

    /// <summary>The largest number of rows from the beginning, or from the cursor, to the end of the page.</summary>
    internal int Size => _list.Skip + _list.Size;

    /// <summary>Leaves out the rows before the page. The SELECT must return them too, in the order of the list.</summary>
    internal string AfterSkipped(string select) => _list.Skip == 0 ? select : string.Create(
        CultureInfo.InvariantCulture, $"select * from ({select}) page order by {OrderBy("page")} offset {_list.Skip}");

    /// <summary>Joins SELECTs, each with its own order, by UNION ALL, and sorts their rows in the order of the list.</summary>
    internal string Merge(IEnumerable<string> selects) =>
        $"""
        select * from ({string.Join(" union all ", selects)}) page order by {OrderBy("page")}
        """;

    /// <summary>Selects the page by reading all rows that match the search, and sorting them afterwards.</summary>
    internal string SelectMatches(SqlText sql, SearchTables search)
    {
        var cursor = _list.Cursor is null
            ? ""
            : $" and {_keyset.BuildCondition(f => _projection.GetExpression(f, Scope.Table), sql, NeverNull)}";

        // OFFSET prevents a scan in the order of the list, so that PostgreSQL finds the rows by the full-text index.
        return $"""
            select * from (select {_projection.GetSelectList(Scope.Table)} from {_list.Table.Sql} a
            where {Filter(sql, Scope.Table, _list.Where, search.Matches("a"))}{cursor}{BeforeEnd(sql, Scope.Table)} offset 0) matching
            order by {OrderBy("matching")} limit {Limit}
            """;
    }

    /// <summary>
    /// Reads a bounded number of rows next to the cursor. Returns two SELECTs: one of the rows that belong to the page, and one of all rows
    /// that were read. Returns null if no index has the order of the list.
    /// </summary>
    internal (string Page, string Rows)? SelectWindow(SqlText sql, SearchTables? search, int rows)
    {
        var scope = Driver is null ? Scope.Table : Scope.Mentions;
        var isInOrder = Driver is { } driver ? driver.Entities.Count == 1 : IndexConditions.HasOrder(_list);
        if (!isInOrder || Branches(sql, scope) is not [var branch])
        {
            return null;
        }

        var order = _keyset.OrderBy(f => _projection.GetExpression(f, scope));
        var (columns, from, join) = Driver is null
            ? ("a.*", $"{_list.Table.Sql} a where {VisibleBeforeJoins}{SameSection(sql)}", "")
            : ("m.*", $"mention m where {PublishedMention}m.entity_id = {Driver.SelectIds(sql, visibility)[0]}",
                " join article a on a.id = m.article_id");
        var end = string.Create(CultureInfo.InvariantCulture, $"{from} and {branch} order by {order} limit {rows}");
        var filter = Filter(sql, scope, Driver is null ? _list.Where : Driver.Residual, search?.Matches("a"), new(sql, visibility));
        return (
            $"""
            select {_projection.GetSelectList(scope)} from (select {columns} from {end}) {(Driver is null ? "a" : "m")}{join}
            where {filter} order by {order} limit {Limit}
            """,
            $"select from {end}");
    }

    /// <summary>
    /// Returns SQL that is true if at most <see cref="MostMentions"/> mentions lead to the articles of the list. Returns null if the
    /// statement does not start at mentions.
    /// </summary>
    internal string? AreMentionsFew(SqlText sql) => Driver is { } driver ? AreMentionsFew(driver, sql) : null;

    /// <summary>
    /// Selects a page in the order of relevance. Only the newest matching rows are ranked (<see cref="SearchRanking"/>).
    /// </summary>
    private string SelectRanked(SqlText sql, SearchTables search)
    {
        var newest = new ListSql(SearchRanking.PlanCandidates(plan), visibility);
        var candidates = sql.AddTable(new SearchStages(newest, sql, search, SearchRanking.Window).Select());
        var ids = $"select {newest._projection.GetName(_list.Table.Id)} from {candidates}";
        var cursor = _keyset.BuildCondition(f => _projection.GetExpression(f, Scope.Table), sql, NeverNull);
        return $"""
            select {_projection.GetSelectList(Scope.Table)} from (select a.*, {SearchRanking.Score(search, sql, _list.Moment)} as relevance
            from {_list.Table.Sql} a where a.id in ({ids}) offset 0) a
            where {cursor}{BeforeEnd(sql, Scope.Table)}
            order by {_keyset.OrderBy(f => _projection.GetExpression(f, Scope.Table))} limit {Limit}
            """;
    }

    internal string SelectPlanned(SqlText sql, SearchTables? search) =>
        Driver is { } driver ? SelectDriven(driver, sql, search?.Matches("a")) : SelectPage(sql, Scope.Table, search?.Matches("a"));

    private string CountDriven(DrivingScan driver, SqlText sql)
    {
        var search = Searches(sql);
        string Count(string? matches) =>
            $"""
            select count(*) from {Mentions} m.entity_id = {driver.SelectIds(sql, visibility)[0]}
            and {Filter(sql, Scope.Mentions, driver.Residual, matches)}
            """;
        return search is null ? Count(null) : $"""
            select case when {search.AreFew} then (select count(*) from {Source(sql, Scope.Table, search.Matches("a"))})
            when {AreMentionsFew(driver, sql)} then ({Count(search.Matches("a"))})
            else ({Count(search.Recognises("m.article_id"))}) end
            """;
    }

    private string AreMentionsFew(DrivingScan driver, SqlText sql) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        (select count(*) <= {MostMentions} from (select from mention m
        where m.entity_id in ({string.Join(", ", driver.SelectIds(sql, visibility))}) limit {MostMentions + 1}) mentions)
        """);

    internal SearchTables? Searches(SqlText sql) => _searches.Length == 0 ? null : new SearchTables(sql, _list.Table, _searches);

    internal string SelectPage(SqlText sql, Scope scope, string? matches)
    {
        var source = Source(sql, scope, matches);
        if (_list.IsLookup)
        {
            return $"select {_projection.GetSelectList(scope)} from {source}";
        }

        string[] branches = [.. Branches(sql, scope).Select(branch => SelectBranch($"{source} and {branch}", scope))];
        if (branches is [var only])
        {
            return only;
        }

        var order = OrderBy("page");
        return $"select * from ({string.Join(" union all ", branches)}) page order by {order} limit {Limit}";
    }

    /// <summary>Selects the page of an entity and of everything below it (<see cref="SubtreePage"/>).</summary>
    internal string SelectSubtreePage(IEnumerable<string> branches) => SubtreePage.Select(_list, _projection, _keyset, branches, Limit);

    /// <summary>
    /// Selects the page by one SELECT or more for each entity, in the order of the index on mentions. UNION ALL joins them. Each SELECT has
    /// a limit, so it reads no more rows than the page needs. DISTINCT ON removes an article that two SELECTs return.
    /// </summary>
    private string SelectDriven(DrivingScan driver, SqlText sql, string? matches)
    {
        var filter = Filter(sql, Scope.Mentions, driver.Residual, matches);
        var conditions = Branches(sql, Scope.Mentions);
        string[] branches = [.. driver.SelectIds(sql, visibility).SelectMany(id => conditions.Select(
            condition => SelectBranch($"{Mentions} m.entity_id = {id} and {filter} and {condition}", Scope.Mentions)))];
        if (branches is [var only])
        {
            return only;
        }

        var keys = $"{ResultColumn(_list.Order[0].Field, "page")}, {ResultColumn(_list.Table.Id, "page")}";
        return $"""
            select distinct on ({keys}) * from ({string.Join(" union all ", branches)}) page
            order by {OrderBy("page")} limit {Limit}
            """;
    }

    // The limit is not a parameter: for an unknown limit, the planner estimates a tenth of the table.
    internal string Limit => (Size + 1).ToString(CultureInfo.InvariantCulture);

    private string SelectBranch(string source, Scope scope) =>
        $"""
        (select {_projection.GetSelectList(scope)} from {source}
        order by {_keyset.OrderBy(f => _projection.GetExpression(f, scope))} limit {Limit})
        """;

    internal IReadOnlyList<string> Branches(SqlText sql, Scope scope)
    {
        var end = BeforeEnd(sql, scope);
        return [.. _keyset.BuildBranches(f => _projection.GetExpression(f, scope), sql, NeverNull).Select(branch => branch + end)];
    }

    /// <summary>Returns the condition that ends the page before <see cref="ListQuery.EndCursor"/>; empty without an end cursor.</summary>
    private string BeforeEnd(SqlText sql, Scope scope)
    {
        if (_list.EndCursor is null)
        {
            return "";
        }

        var end = new Keyset(_list.Order, _list.Table.Id, _list.EndCursor, !_list.Backward);
        return $" and {end.BuildCondition(f => _projection.GetExpression(f, scope), sql, NeverNull)}";
    }

    /// <summary>Returns FROM and WHERE of the list. In the scope of mentions, <c>entity.id</c> is the entity that is mentioned.</summary>
    internal string Source(SqlText sql, Scope scope, string? matches) =>
        (scope == Scope.Table ? $"{_list.Table.Sql} a where "
            : _list.IncludesBelow ? $"{SubtreeSql.SelectArticles("entity.id")} m join article a on a.id = m.article_id where "
            : $"{Mentions} m.entity_id = entity.id and ")
        + Filter(sql, scope, _list.Where, matches);

    /// <param name="matches">The SQL of the searches that must all match; null if the filter has no search.</param>
    /// <param name="compiler">Compiles the conditions. If null, a compiler for a whole table is used.</param>
    internal string Filter(SqlText sql, Scope scope, Condition where, string? matches, ConditionSql? compiler = null)
    {
        var visible = _list.Table.IsEntity ? $"{VisibleBeforeJoins} and {VisibilitySql.Entity("a", visibility)}" : VisibleBeforeJoins;
        compiler ??= new ConditionSql(sql, visibility, forAllRows: true);
        IEnumerable<string> conditions =
        [
            $"{(scope == Scope.Mentions ? PublishedMention : "")}{visible}",
            .. matches is null ? [] : new[] { matches },
            .. where.Conjuncts.Where(c => matches is null || c is not Condition.Search)
                .Select(c => IndexConditions.Compile(c, scope, compiler, sql)),
        ];
        return string.Join(" and ", conditions);
    }

    private string PublishedMention => visibility == Visibility.Public ? $"{Publicity.PublishedSql("m")} and " : "";

    /// <summary>
    /// SQL that is true if the caller may see the article. For an entity, it tests only the kind, because visibility needs other tables.
    /// </summary>
    private string VisibleBeforeJoins => _list.Table.IsEntity
        ? $"a.kind = {((int)_list.Table.EntityKind).ToString(CultureInfo.InvariantCulture)}"
        : VisibilitySql.Article("a", visibility);

    private string SameSection(SqlText sql) => IndexConditions.SameSection(_list.Where, new(sql, visibility), sql);

    private string ResultColumn(Field field, string alias) => $"{alias}.{_projection.GetName(field)}";

    private bool NeverNull(Field field) =>
        !field.Nullable || (visibility == Visibility.Public && field.Name == nameof(Article.PublishedAt));
}
