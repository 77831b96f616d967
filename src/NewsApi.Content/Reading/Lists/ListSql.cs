using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Writes the statements of a list, in the shapes that PostgreSQL plans well.</summary>
/// <param name="visibility">Which rows the caller may see.</param>
internal sealed class ListSql(ListPlan plan, Visibility visibility)
{
    private const string Mentions = "mention m join article a on a.id = m.article_id where";

    private readonly ListQuery _list = plan.List;
    private readonly Projection _projection = plan.List.Selection.GetProjection(plan.List.Order);
    private readonly Keyset _keyset = new(plan.List.Order, plan.List.Table.Id, plan.List.Cursor, plan.List.Backward);

    /// <summary>The fields of a row, in the order of the select list.</summary>
    public Field[] Columns => _projection.Fields;

    /// <summary>The rows of the page.</summary>
    public SqlText SelectRows() => plan.Driver is { } driver && DrivingScan.CanPage(_list)
        ? WriteRows(driver.Residual, sql => SelectDriven(driver, sql))
        : WriteRows(_list.Where, sql => SelectPage(sql, Scope.Table));

    /// <summary>How many rows the whole list has.</summary>
    public SqlText CountRows() => plan.Driver switch
    {
        { Residual.IsTrue: true } driver => Write(
            driver.Residual, sql => MentionSql.CountArticles(driver.SelectIds(sql, visibility), visibility)),
        { Entities.Count: 1 } driver => Write(driver.Residual, sql =>
            $"select count(*) from {Mentions} m.entity_id = {driver.SelectIds(sql, visibility)[0]} and "
            + Filter(sql, Scope.Mentions, driver.Residual)),
        _ => Write(_list.Where, sql => $"select count(*) from {Source(sql, Scope.Table)}"),
    };

    /// <summary>The rows of one such page for each of several entities, the entity's id first.</summary>
    public SqlText SelectRowsOfEach(long[] entities) => WriteRows(_list.Where, sql =>
        $"""
        select entity.id, item.* from unnest({sql.AddParameter(entities)}) with ordinality as entity(id, nth)
        cross join lateral ({SelectPage(sql, Scope.Mentions)}) item
        order by entity.nth, {_keyset.OrderBy(f => ResultColumn(f, "item"))}
        """);

    /// <summary>How many rows each of those lists has.</summary>
    public SqlText CountRowsOfEach(long[] entities) => Write(_list.Where, sql =>
    {
        var ids = sql.AddParameter(entities);
        var count = _list.Where.IsTrue
            ? MentionSql.CountArticles(["entity.id"], visibility)
            : $"select count(*) from {Source(sql, Scope.Mentions)}";
        return $"select entity.id, ({count}) from unnest({ids}) as entity(id)";
    });

    private SqlText WriteRows(Condition where, Func<SqlText, string> write) => Write(where, sql =>
    {
        // First, because the projection names them by number.
        foreach (var parameter in _projection.Parameters)
        {
            sql.AddParameter(parameter);
        }

        return write(sql);
    });

    private static SqlText Write(Condition where, Func<SqlText, string> write)
    {
        var sql = new SqlText { PlansByValue = where.Any(DependsOnValue) };
        return sql.Append(write(sql));
    }

    // A comparison with a column of the row leaves the planner no choice that depends on the value: there is the index in the
    // order of the list, or none. How frequent an entity or a word is decides between plans that differ a thousandfold.
    private static bool DependsOnValue(Condition leaf) => leaf is not Condition.Compare;

    private string SelectPage(SqlText sql, Scope scope)
    {
        var source = Source(sql, scope);
        if (_list.IsLookup)
        {
            return $"select {_projection.GetSelectList(scope)} from {source}";
        }

        string[] branches = [.. Branches(sql, scope).Select(branch => SelectBranch($"{source} and {branch}", scope))];
        if (branches is [var only])
        {
            return only;
        }

        var order = _keyset.OrderBy(f => ResultColumn(f, "page"));
        return $"select * from ({string.Join(" union all ", branches)}) page order by {order} limit {Limit}";
    }

    /// <summary>
    /// A branch for each entity, in the order of its index; merging them reads no more of each than the page needs. An article in
    /// several branches is taken once.
    /// </summary>
    private string SelectDriven(DrivingScan driver, SqlText sql)
    {
        var filter = Filter(sql, Scope.Mentions, driver.Residual);
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
            order by {_keyset.OrderBy(f => ResultColumn(f, "page"))} limit {Limit}
            """;
    }

    // Not a parameter: the planner expects a tenth of the table for a limit that it does not know.
    private string Limit => (_list.Size + 1).ToString(CultureInfo.InvariantCulture);

    private string SelectBranch(string source, Scope scope) =>
        $"""
        (select {_projection.GetSelectList(scope)} from {source}
        order by {_keyset.OrderBy(f => _projection.GetExpression(f, scope))} limit {Limit})
        """;

    private IReadOnlyList<string> Branches(SqlText sql, Scope scope)
    {
        var end = BeforeEnd(sql, scope);
        return [.. _keyset.BuildBranches(f => _projection.GetExpression(f, scope), sql, NeverNull).Select(branch => branch + end)];
    }

    /// <summary>Keeps the page from reaching past the cursor at its far end, if there is one.</summary>
    private string BeforeEnd(SqlText sql, Scope scope)
    {
        if (_list.EndCursor is null)
        {
            return "";
        }

        var end = new Keyset(_list.Order, _list.Table.Id, _list.EndCursor, !_list.Backward);
        return $" and {end.BuildCondition(f => _projection.GetExpression(f, scope), sql, NeverNull)}";
    }

    /// <summary>FROM and WHERE.</summary>
    private string Source(SqlText sql, Scope scope) => scope == Scope.Mentions
        ? $"{Mentions} m.entity_id = entity.id and {Filter(sql, scope, _list.Where)}"
        : $"{_list.Table.Sql} a where {Filter(sql, scope, _list.Where)}";

    private string Filter(SqlText sql, Scope scope, Condition where)
    {
        var visible = _list.Table.IsEntity
            ? $"a.kind = {((int)_list.Table.EntityKind).ToString(CultureInfo.InvariantCulture)} and {VisibilitySql.Entity("a", visibility)}"
            : VisibilitySql.Article("a", visibility);
        var bound = scope == Scope.Mentions && visibility == Visibility.Public ? $"{Publicity.PublishedSql("m")} and " : "";
        var compiler = new ConditionSql(sql, visibility);
        return string.Join(" and ", where.Conjuncts.Select(c => CompileForIndex(c, scope, compiler, sql)).Prepend($"{bound}{visible}"));
    }

    /// <summary>Compiles a condition to the expression of the index that can answer it.</summary>
    private static string CompileForIndex(Condition condition, Scope scope, ConditionSql compiler, SqlText sql) => condition switch
    {
        Condition.Compare { Field.Name: nameof(Article.PublishedAt) } when scope == Scope.Mentions => compiler.Compile(condition, "m"),

        // The mention that the scan starts at has the article's id, so articles that do not mention the other entity are not read.
        Condition.Some some when scope == Scope.Mentions && ConditionAnalysis.IsProbe(some) => compiler.CompileProbe(some, "m.article_id"),

        // The index on sections is in the order of sorting, whose collation has the same equality.
        Condition.Compare { Field: { Name: nameof(ArticleContent.Section) } field, Operator: var op, Value: string value }
            when op == Operators.Equal =>
            $"{new SortKey(field, false).Sql(f => f.Sql("a"))} = {sql.AddParameter(value)}",
        _ => compiler.Compile(condition, "a"),
    };

    private string ResultColumn(Field field, string alias) => $"{alias}.{_projection.GetName(field)}";

    private bool NeverNull(Field field) =>
        !field.Nullable || (visibility == Visibility.Public && field.Name == nameof(Article.PublishedAt));
}
