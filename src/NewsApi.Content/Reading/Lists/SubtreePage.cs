using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// A page of the articles of a place or topic and of everything below it, in the order of the index on mentions. The statement reads one
/// page of each entity below, so its cost grows with the number of those entities and not with the number of their articles. The rows of
/// the articles are selected last, for the page alone.
/// </summary>
internal static class SubtreePage
{
    /// <summary>Returns the SELECT of the page. In it, <c>entity.id</c> is the id of the place or topic.</summary>
    /// <param name="branches">
    /// The source of each branch of the page: FROM and WHERE, with <c>m</c> for the mention and <c>below.id</c> for its entity.
    /// </param>
    public static string Select(ListQuery list, Projection projection, Keyset keyset, IEnumerable<string> branches, string limit)
    {
        // Each branch selects the sort key and the id only, because most of its rows are not on the page.
        var keys = new Projection(new Selection(list.Table), list.Order);
        var order = keyset.OrderBy(f => keys.GetExpression(f, Scope.Mentions));
        var selects = branches.Select(
            source => $"(select {keys.GetSelectList(Scope.Mentions)} from {source} order by {order} limit {limit})");
        string Column(Field field) => $"page.{keys.GetName(field)}";
        return $"""
            select {projection.GetSelectList(Scope.Table)} from (
            select distinct on ({Column(list.Order[0].Field)}, {Column(list.Table.Id)}) page.*
            from ({SubtreeSql.SelectIds("select entity.id")}) below cross join lateral ({string.Join(" union all ", selects)}) page
            order by {keyset.OrderBy(Column)} limit {limit}) page
            join article a on a.id = {Column(list.Table.Id)} order by {keyset.OrderBy(f => projection.GetExpression(f, Scope.Table))}
            """;
    }
}
