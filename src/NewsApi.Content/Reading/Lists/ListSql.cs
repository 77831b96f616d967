using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Writes the statements for a list, in the shapes that PostgreSQL plans well.</summary>
/// <param name="visibility">Whose eyes it is read with.</param>
internal sealed class ListSql(ListPlan plan, Visibility visibility)
{
    private const string OfMention = "mention m join article a on a.id = m.article_id where";

    private readonly ListQuery _list = plan.List;

    /// <summary>A list that needs no planning: nothing in its filter leads to people, places or topics.</summary>
    public ListSql(ListQuery list, Visibility visibility)
        : this(new ListPlan(list, null), visibility)
    {
    }

    private readonly Projection _columns = plan.List.Selection.ColumnsBy(plan.List.Order);
    private readonly Keyset _keyset = new(plan.List.Order, plan.List.Table.Id, plan.List.Cursor, plan.List.Backward);

    /// <summary>The columns that a row is made of, in the order of the select list.</summary>
    public Field[] Columns => _columns.Fields;

    /// <summary>The rows of a list of its own.</summary>
    public SqlText Rows() => plan.Drive is { } drive && DrivingScan.CanPage(_list)
        ? WithText(drive.Residual, sql => RowsOf(drive, sql))
        : WithText(_list.Where, sql => Page(sql, Scope.Everything, _list.Where));

    /// <summary>How many rows the list has in all.</summary>
    public SqlText Count() => plan.Drive switch
    {
        { Residual: Condition.And { Of.Count: 0 } } drive => WithText(drive.Residual, sql => MentionSql.OfMentions(drive.Ids(sql, visibility), visibility)),
        { Entities.Count: 1 } drive => WithText(
            drive.Residual, sql => $"select count(*) from {OfMention} m.entity_id = {drive.Ids(sql, visibility)[0]} and {Filter(sql, Scope.OfEntity, drive.Residual)}"),
        _ => WithText(_list.Where, sql => $"select count(*) from {Source(sql, Scope.Everything, _list.Where)}"),
    };

    /// <summary>The rows of one such list for each of several entities, the entity's id first.</summary>
    public SqlText RowsOfEach(long[] entities) => WithText(_list.Where, sql =>
        $"""
        select entity.id, item.* from unnest({sql.Parameter(entities)}) with ordinality as entity(id, nth)
        cross join lateral ({Page(sql, Scope.OfEntity, _list.Where)}) item
        order by entity.nth, {_keyset.OrderBy(f => ResultColumn(f, "item"))}
        """);

    /// <summary>How many rows each of those lists has in all.</summary>
    public SqlText CountOfEach(long[] entities) => WithText(_list.Where, sql =>
    {
        var ids = sql.Parameter(entities);
        var count = _list.Where is Condition.And { Of.Count: 0 }
            ? MentionSql.OfMentions(["entity.id"], visibility)
            : $"select count(*) from {Source(sql, Scope.OfEntity, _list.Where)}";
        return $"select entity.id, ({count}) from unnest({ids}) as entity(id)";
    });

    private static SqlText WithText(Condition where, Func<SqlText, string> write)
    {
        var sql = new SqlText { PlansByValue = PlansByValue(where) };
        return sql.Append(write(sql));
    }

    // Comparisons with columns of the row itself leave the planner no choice that depends on their values: there is the index
    // in the order asked for, or none. How frequent an entity or a word is decides between ways that differ a thousandfold.
    private static bool PlansByValue(Condition where) => where switch
    {
        Condition.And and => and.Of.Any(PlansByValue),
        Condition.Or or => or.Of.Any(PlansByValue),
        Condition.Not not => PlansByValue(not.Of),
        _ => where is not (Condition.Compare or Condition.Among),
    };

    private string Page(SqlText sql, Scope scope, Condition where)
    {
        var source = Source(sql, scope, where);
        if (_list.IsLookup)
        {
            return $"select {_columns.SelectList(scope)} from {source}";
        }

        string[] stretches = [.. Stretches(sql, scope).Select(stretch => Stretch($"{source} and {stretch}", scope))];
        return stretches is [var only]
            ? only
            : $"select * from ({string.Join(" union all ", stretches)}) page order by {_keyset.OrderBy(f => ResultColumn(f, "page"))} limit {Limit}";
    }

    /// <summary>
    /// A branch for each entity in the order of its index; merging them reads no more of each than the page needs. An article
    /// that several branches bring is taken once.
    /// </summary>
    private string RowsOf(DrivingScan drive, SqlText sql)
    {
        var filter = Filter(sql, Scope.OfEntity, drive.Residual);
        var stretches = Stretches(sql, Scope.OfEntity);
        string[] branches = [.. drive.Ids(sql, visibility).SelectMany(id => stretches.Select(
            stretch => Stretch($"{OfMention} m.entity_id = {id} and {filter} and {stretch}", Scope.OfEntity)))];
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

    // The limit is written out: a plan for an unknown one expects a tenth of the table.
    private string Limit => (_list.Size + 1).ToString(CultureInfo.InvariantCulture);

    private string Stretch(string source, Scope scope) =>
        $"""
        (select {_columns.SelectList(scope)} from {source}
        order by {_keyset.OrderBy(f => Column(f, scope))} limit {Limit})
        """;

    private IReadOnlyList<string> Stretches(SqlText sql, Scope scope)
    {
        var until = Until(sql, scope);
        return [.. _keyset.Stretches(f => Column(f, scope), sql, NeverNull).Select(stretch => stretch + until)];
    }

    /// <summary>What keeps the page from reaching past the cursor at its far end, where there is one.</summary>
    private string Until(SqlText sql, Scope scope) => _list.EndCursor is null
        ? ""
        : $" and {new Keyset(_list.Order, _list.Table.Id, _list.EndCursor, !_list.Backward).Beyond(f => Column(f, scope), sql, NeverNull)}";

    /// <summary>FROM and WHERE.</summary>
    private string Source(SqlText sql, Scope scope, Condition where) => scope == Scope.OfEntity
        ? $"{OfMention} m.entity_id = entity.id and {Filter(sql, scope, where)}"
        : $"{_list.Table.Sql} a where {Filter(sql, scope, where)}";

    private string Filter(SqlText sql, Scope scope, Condition where)
    {
        var visible = _list.Table.IsEntity
            ? $"a.kind = {((int)_list.Table.Kind!).ToString(CultureInfo.InvariantCulture)} and {VisibilitySql.Entity("a", visibility)}"
            : VisibilitySql.Article("a", visibility);
        var bound = scope == Scope.OfEntity && visibility == Visibility.Public ? "m.published_at <= now() and " : "";
        var conditions = new ConditionSql(sql, visibility);
        return string.Join(" and ", ConditionAnalysis.Conjuncts(where).Select(c => InIndexWords(c, scope, conditions, sql)).Prepend($"{bound}{visible}"));
    }

    /// <summary>A condition in the words of the index that can answer it.</summary>
    private static string InIndexWords(Condition condition, Scope scope, ConditionSql conditions, SqlText sql) => condition switch
    {
        Condition.Compare { Field: { Name: nameof(Article.PublishedAt) } } when scope == Scope.OfEntity => conditions.Of(condition, "m"),

        // The mention begun from knows the article, so those that the other entity is not named in are not looked up.
        Condition.Some some when scope == Scope.OfEntity && ConditionAnalysis.IsOneByOne(some) => conditions.OneByOne(some, "m.article_id"),

        // Sections are kept in the order they are sorted by, and equal there means equal.
        Condition.Compare { Field: { Name: nameof(ArticleContent.Section) } field, Comparison: Comparison.Equal, Value: string value } =>
            $"{new SortKey(field, false).Sql(f => f.Sql("a"))} = {sql.Parameter(value)}",
        _ => conditions.Of(condition, "a"),
    };

    private static string Column(Field field, Scope scope) => Projection.Source(field, scope);

    private string ResultColumn(Field field, string alias) => $"{alias}.{_columns.NameOf(field)}";

    private bool NeverNull(Field field) => !field.Nullable || (visibility == Visibility.Public && field.Name == nameof(Article.PublishedAt));
}
