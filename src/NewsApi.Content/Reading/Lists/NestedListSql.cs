using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes the statements of the lists under each of several people, places or topics. In every statement, the entity's id is the first
/// column.
/// </summary>
/// <param name="entities">The ids of the entities.</param>
/// <param name="visibility">Which rows the caller may see.</param>
internal sealed class NestedListSql(ListPlan plan, long[] entities, Visibility visibility)
{
    private readonly ListQuery _list = plan.List;
    private readonly ListSql _sql = new(plan, visibility);

    /// <summary>The fields of a row, in the order of the select list after the entity's id.</summary>
    public Field[] Columns => _sql.Columns;

    /// <summary>Writes the statement that selects a page under each entity.</summary>
    public SqlText SelectRows() => _sql.WriteRows(_list.Where, sql =>
        $"""
        select entity.id, item.* from unnest({sql.AddParameter(entities)}) with ordinality as entity(id, nth)
        cross join lateral ({_sql.AfterSkipped(SelectPage(sql))}) item order by entity.nth, {_sql.OrderBy("item")}
        """);

    /// <summary>Writes the statement that counts the list under each entity.</summary>
    public SqlText CountRows() => ListSql.Write(_list.Where, sql =>
    {
        var ids = sql.AddParameter(entities);
        var count = !_list.Where.IsTrue ? $"select count(*) from {SelectSource(sql)}"
            : _list.IncludesBelow ? MentionSql.CountArticlesBelow("entity.id", visibility)
            : MentionSql.CountArticles(["entity.id"], visibility);
        return $"select entity.id, ({count}) from unnest({ids}) as entity(id)";
    });

    /// <summary>Writes the statement that selects the facets of the list under each entity.</summary>
    public SqlText SelectFacets(FacetSql facets) => ListSql.Write(_list.Where, sql => facets.Select(
        sql,
        $"unnest({sql.AddParameter(entities)}) as entity(id) cross join lateral (select a.* from {SelectSource(sql)}) a",
        "entity.id"));

    private string SelectSource(SqlText sql) => _sql.Source(sql, Scope.Mentions, _sql.Searches(sql)?.Recognises("m.article_id"));

    private string SelectPage(SqlText sql)
    {
        var matches = _sql.Searches(sql)?.RecognisesSome("a", "m.article_id");
        if (!_list.IncludesBelow || !DrivingScan.CanPage(_list))
        {
            return _sql.SelectPage(sql, Scope.Mentions, matches);
        }

        // Without a filter, the mentions decide the page, and no article outside the page is read.
        var source = _list.Where.IsTrue
            ? $"mention m where m.entity_id = below.id and {MentionSql.IsVisible("m", visibility)}"
            : $"{ListSql.Mentions} m.entity_id = below.id and {_sql.Filter(sql, Scope.Mentions, _list.Where, matches)}";
        return _sql.SelectSubtreePage(_sql.Branches(sql, Scope.Mentions).Select(branch => $"{source} and {branch}"));
    }
}
