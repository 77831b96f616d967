using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Compiles conditions to SQL. Only comparisons are negated, and each comparison handles null explicitly. Only AND and OR join the
/// comparisons, so "unknown" in SQL has the effect of false.
/// </summary>
/// <param name="visibility">
/// Decides which related rows a filter may read. A filter must not reveal content under an embargo.
/// </param>
/// <param name="forAllRows">
/// True if the condition is evaluated for a whole table; false if it is evaluated for rows that are named by id.
/// </param>
public sealed class ConditionSql(SqlText sql, Visibility visibility, bool forAllRows = false)
{
    private int _aliases;

    /// <summary>Compiles a condition on the row that <paramref name="alias"/> names. The SQL is in parentheses.</summary>
    public string Compile(Condition condition, string alias, bool negated = false) => condition.Fold(
        (leaf, not) => CompileLeaf(leaf, alias, not),
        static (parts, all) => parts.Length == 0 ? (all ? "(true)" : "(false)") : $"({string.Join(all ? " and " : " or ", parts)})",
        negated);

    /// <summary>
    /// Compiles a condition for which <see cref="ConditionAnalysis.IsProbe"/> is true. PostgreSQL evaluates it for one article after the
    /// other, in the order of the page. OFFSET keeps the subquery from becoming a join. With a join, PostgreSQL could first collect every
    /// article that mentions the entity.
    /// </summary>
    /// <param name="article">The SQL of the article's id.</param>
    internal string CompileProbe(Condition.Some some, string article) => $"({ExistsMention(some, article, $"m{++_aliases}", " offset 0")})";

    private string CompileLeaf(Condition condition, string alias, bool negated) => condition switch
    {
        Condition.Compare compare => compare.Operator.ToSql(sql, compare.Field, alias, compare.Value, negated),
        Condition.Some some => Negate($"({Exists(some, alias)})", negated),
        Condition.SomeItem some => Negate($"({ExistsItem(some, alias)})", negated),
        Condition.Below below => Negate(IsBelow($"select {sql.AddParameter(below.Id)}", alias), negated),
        Condition.HasSlug { Slugs: [var one] } slug =>
            $"({alias}.id {(negated ? "is distinct from" : "=")} {SlugSql.FindId(sql, slug.Table, one)})",
        Condition.HasSlug slug => Negate($"({alias}.id = any(array({SlugSql.SelectIds(sql, slug.Table, slug.Slugs)})))", negated),
        Condition.BelowSlug below => Negate(IsBelow(SelectVisible(below), alias), negated),
        Condition.Search search => Negate($"({Matches(search, alias)})", negated),
        _ => throw new ArgumentException($"There is no SQL for {condition.GetType().Name}.", nameof(condition)),
    };

    private string Matches(Condition.Search search, string alias) => forAllRows
        ? new SearchTables(sql, search.Table, search).Recognises($"{alias}.id")
        : TextSearch.Sql(search, alias, sql);

    private string Exists(Condition.Some some, string alias)
    {
        var (relation, of) = (some.Relation, some.Of);
        var n = ++_aliases;
        return relation.Kind switch
        {
            RelationKind.Entities when ConditionAnalysis.IsOnMentionAlone(of) => ExistsMention(some, $"{alias}.id", $"m{n}"),
            RelationKind.Entities =>
                $"""
                exists (select from mention m{n} join entity e{n} on e{n}.id = m{n}.entity_id
                where m{n}.article_id = {alias}.id and m{n}.kind = {Number(relation.To)} and {Compile(of, $"e{n}")})
                """,
            RelationKind.MentionedEntity =>
                $"""
                {alias}.kind = {Number(relation.To)} and exists
                (select from entity e{n} where e{n}.id = {alias}.entity_id and {Compile(of, $"e{n}")})
                """,
            RelationKind.Mentions => $"exists (select from mention m{n} where m{n}.article_id = {alias}.id and {Compile(of, $"m{n}")})",
            RelationKind.Parent =>
                $"exists (select from entity e{n} where e{n}.id = {alias}.parent_id and {IsVisible($"e{n}")} and {Compile(of, $"e{n}")})",
            RelationKind.Children =>
                $"""
                exists (select from entity e{n}
                where e{n}.parent_id = {alias}.id and e{n}.kind = {Number(relation.To)} and {IsVisible($"e{n}")} and {Compile(of, $"e{n}")})
                """,
            _ => throw new ArgumentException($"There is no SQL for a filter on {relation}.", nameof(some)),
        };
    }

    /// <summary>
    /// Selects the entity of the slug, unless it is hidden from the caller. A caller who guesses the slug of a hidden entity must not see
    /// what lies below it, because that would confirm the slug.
    /// </summary>
    private string SelectVisible(Condition.BelowSlug below) =>
        $"select root.id from entity root where root.id = {SlugSql.FindId(sql, below.Table, below.Slug)} and {IsVisible("root")}";

    private string IsVisible(string entity) => VisibilitySql.Entity(entity, visibility);

    /// <summary>
    /// Returns SQL that is true if a mention of the article matches. A mention has the kind and the id of its entity. So the row of the
    /// entity is not read for a condition on these two values.
    /// </summary>
    private string ExistsMention(Condition.Some some, string article, string mention, string end = "")
    {
        var ids = ConditionAnalysis.GetIds(some.Of) is { } found
            ? $" and {mention}.entity_id = any({sql.AddParameter(found.ToArray())})"
            : "";
        var kind = Number(some.Relation.To);
        return $"exists (select from mention {mention} where {mention}.article_id = {article} and {mention}.kind = {kind}{ids}{end})";
    }

    private string ExistsItem(Condition.SomeItem some, string alias)
    {
        var n = ++_aliases;
        return $"exists (select from unnest({some.List.Sql(alias)}) as i{n}(value) where {Compile(some.Of, $"i{n}")})";
    }

    private static string IsBelow(string roots, string alias) => $"({alias}.id in ({SubtreeSql.SelectIds(roots)}))";

    private static string Negate(string condition, bool negated) => negated ? $"(not {condition})" : condition;

    private static string Number(ContentTable entity) => ((int)entity.EntityKind).ToString(CultureInfo.InvariantCulture);
}
