using System.Globalization;

namespace NewsApi.Content.Reading;

/// <summary>Writes the statement for a <see cref="ListQuery"/>, in the shape that PostgreSQL plans well.</summary>
/// <param name="visibility">Whose eyes it is read with.</param>
internal sealed class ListSql(ListQuery list, Visibility visibility)
{
    /// <summary>The columns that a row is made of, in the order of the select list: the fields, the id, the sort keys.</summary>
    public IReadOnlyList<Field> Columns { get; } =
        [.. list.Selection.Fields.Append(list.Table.Id).Concat(list.Order.Select(k => k.Field)).Distinct()];

    /// <summary>The rows of a list of its own.</summary>
    public SqlText Rows() => WithText(sql => sql.Append(Page(sql, Scope.Everything)));

    /// <summary>How many rows the list has in all.</summary>
    public SqlText Count() => WithText(sql => sql.Append($"select count(*) from {Source(sql, Scope.Everything)}"));

    /// <summary>The rows of one such list for each of several entities, the entity's id first.</summary>
    public SqlText RowsOfEach(long[] entities) => WithText(sql => sql.Append(
        $"""
        select entity.id, item.* from unnest({sql.Parameter(entities)}) with ordinality as entity(id, nth)
        cross join lateral ({Page(sql, Scope.OfEntity)}) item
        order by entity.nth, {Keyset().OrderBy(f => ResultColumn(f, "item"))}
        """));

    /// <summary>How many rows each of those lists has in all.</summary>
    public SqlText CountOfEach(long[] entities) => WithText(sql => sql.Append(
        $"select entity.id, (select count(*) from {Source(sql, Scope.OfEntity)}) from unnest({sql.Parameter(entities)}) as entity(id)"));

    private static SqlText WithText(Func<SqlText, SqlText> write) => write(new SqlText());

    private string Page(SqlText sql, Scope scope)
    {
        var keyset = Keyset();
        var columns = string.Join(", ", Columns.Select((f, i) => $"{f.Sql("a")} as {ColumnName(i)}"));

        // One more than asked for tells whether there is a next page.
        var limit = sql.Parameter(list.Size + 1);
        var order = keyset.OrderBy(f => Column(f, scope));
        string[] stretches = [.. keyset.Stretches(f => Column(f, scope), sql, NeverNull)
            .Select(stretch => $"select {columns} from {Source(sql, scope)} and {stretch}{Until(sql, scope)} order by {order} limit {limit}")];
        return stretches is [var only]
            ? only
            : $"""
              select * from ({string.Join(" union all ", stretches.Select(s => $"({s})"))}) page
              order by {keyset.OrderBy(f => ResultColumn(f, "page"))} limit {limit}
              """;
    }

    /// <summary>FROM and WHERE.</summary>
    private string Source(SqlText sql, Scope scope)
    {
        var visible = list.Table.IsEntity
            ? $"a.kind = {((int)list.Table.Kind!).ToString(CultureInfo.InvariantCulture)} and {Visible.Entity("a", visibility)}"
            : Visible.Article("a", visibility);
        var where = new ConditionSql(sql, visibility).Of(list.Where, "a");
        return scope == Scope.OfEntity
            ? $"mention m join {list.Table.Sql} a on a.id = m.article_id where m.entity_id = entity.id and {MentionBound()} and {visible} and {where}"
            : $"{list.Table.Sql} a where {visible} and {where}";
    }

    // The index on mention is in the order of its own copies, so order and bound must name those.
    private static string Column(Field field, Scope scope) => (scope, field.Name) switch
    {
        (Scope.OfEntity, nameof(Articles.Article.PublishedAt)) => "m.published_at",
        (Scope.OfEntity, nameof(Articles.Article.Id)) => "m.article_id",
        _ => field.Sql("a"),
    };

    private string ResultColumn(Field field, string alias) => $"{alias}.{ColumnName(Columns.ToList().IndexOf(field))}";

    private string MentionBound() => visibility == Visibility.Public ? "m.published_at <= now()" : "true";

    private bool NeverNull(Field field) => !field.Nullable || (visibility == Visibility.Public && field.Name == nameof(Articles.Article.PublishedAt));

    /// <summary>What keeps the page from reaching past the cursor at its far end, where there is one.</summary>
    private string Until(SqlText sql, Scope scope) => list.Until is null
        ? ""
        : $" and {new Keyset(list.Order, list.Table.Id, list.Until, !list.Backward).Beyond(f => Column(f, scope), sql, NeverNull)}";

    private Keyset Keyset() => new(list.Order, list.Table.Id, list.Cursor, list.Backward);

    internal static string ColumnName(int i) => string.Create(CultureInfo.InvariantCulture, $"c{i}");

    private enum Scope
    {
        Everything,
        OfEntity,
    }
}
