using NewsApi.Content.Reading.Statements;
using System.Globalization;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Turns a condition into SQL. Negation is pushed down to the comparisons, where null is answered explicitly; above them only
/// AND and OR remain, for which SQL's "unknown" is as good as false.
/// </summary>
/// <param name="visibility">What a filter may look at on the way: it must not tell what lies behind an embargo.</param>
public sealed class ConditionSql(SqlText sql, Visibility visibility)
{
    private int _aliases;

    /// <summary>The condition over the row that <paramref name="alias"/> names, in parentheses.</summary>
    public string Of(Condition condition, string alias, bool negated = false) => condition switch
    {
        Condition.Not not => Of(not.Of, alias, !negated),
        Condition.And and => Join(and.Of, alias, negated, negated ? "or" : "and"),
        Condition.Or or => Join(or.Of, alias, negated, negated ? "and" : "or"),
        Condition.Compare { Value: null, Comparison: Comparison.Equal } isNull =>
            $"({isNull.Field.Sql(alias)} is {(negated ? "not null" : "null")})",
        Condition.Compare compare => Compare(compare, alias, negated),
        Condition.Among among => Among(among, alias, negated),
        Condition.Some some => Some(some, alias, negated),
        Condition.SomeItem some => SomeItem(some, alias, negated),
        Condition.Below below => Not(Below(below, alias), negated),
        Condition.Search search => Not($"({TextSearch.Sql(search.Table, alias, sql.Parameter(search.For))})", negated),
        _ => throw new ArgumentException($"There is no SQL for {condition.GetType().Name}.", nameof(condition)),
    };

    private string Join(ValueList<Condition> conditions, string alias, bool negated, string word) => conditions.Count == 0
        ? (word == "and" ? "(true)" : "(false)")
        : $"({string.Join($" {word} ", conditions.Select(c => Of(c, alias, negated)))})";

    private string Compare(Condition.Compare compare, string alias, bool negated)
    {
        if (compare.Value is null)
        {
            // Nothing is greater or less than nothing, and nothing is contained in it.
            return negated ? "(true)" : "(false)";
        }

        var column = compare.Field.Sql(alias);
        var positive = compare.Comparison switch
        {
            Comparison.Equal => $"{column} = {Parameter(compare.Field, compare.Value)}",
            Comparison.Greater => $"{column} > {Parameter(compare.Field, compare.Value)}",
            Comparison.GreaterOrEqual => $"{column} >= {Parameter(compare.Field, compare.Value)}",
            Comparison.Less => $"{column} < {Parameter(compare.Field, compare.Value)}",
            Comparison.LessOrEqual => $"{column} <= {Parameter(compare.Field, compare.Value)}",
            Comparison.Contains => $"{column} like {sql.Parameter($"%{Literally(compare.Value)}%")}",
            Comparison.StartsWith => $"{column} like {sql.Parameter($"{Literally(compare.Value)}%")}",
            Comparison.EndsWith => $"{column} like {sql.Parameter($"%{Literally(compare.Value)}")}",
            Comparison.ContainsInAnyCase => $"{column} ~ {sql.Parameter(CaseFold.Pattern((string)compare.Value))}",
            Comparison.StartsWithInAnyCase => $"{column} ~ {sql.Parameter($"^{CaseFold.Pattern((string)compare.Value)}")}",
            _ => throw new ArgumentOutOfRangeException(nameof(compare)),
        };
        return Negate(positive, compare.Field, column, negated);
    }

    private string Among(Condition.Among among, string alias, bool negated)
    {
        var column = among.Field.Sql(alias);
        object[] values = [.. among.Values.OfType<object>()];
        var anyNull = values.Length < among.Values.Count;
        if (values.Length == 0)
        {
            return anyNull ? $"({column} is {(negated ? "not null" : "null")})" : negated ? "(true)" : "(false)";
        }

        var list = sql.Parameter(ArrayOf(values));
        return (negated, anyNull, among.Field.Nullable) switch
        {
            (false, false, _) or (false, true, false) => $"({column} = any({list}))",
            (false, true, true) => $"({column} = any({list}) or {column} is null)",
            (true, false, true) => $"({column} <> all({list}) or {column} is null)",
            (true, true, _) or (true, false, false) => $"({column} <> all({list}))",
        };
    }

    private string Some(Condition.Some some, string alias, bool negated)
    {
        var (relation, of) = (some.Relation, some.Of);
        var n = ++_aliases;
        var exists = relation switch
        {
            _ when ConditionAnalysis.IsOfEntity(some) && ConditionAnalysis.NeedsNoEntity(of) => NamedById(some, $"{alias}.id", $"m{n}"),
            _ when relation.To == ContentTable.Mention =>
                $"exists (select from mention m{n} where m{n}.article_id = {alias}.id and {Of(of, $"m{n}")})",
            { To.Kind: { } kind } when relation.From == ContentTable.Article =>
                $"""
                exists (select from mention m{n} join entity e{n} on e{n}.id = m{n}.entity_id
                where m{n}.article_id = {alias}.id and m{n}.kind = {Number(kind)} and {Of(of, $"e{n}")})
                """,
            { Name: "parent" } =>
                $"exists (select from entity e{n} where e{n}.id = {alias}.parent_id and {VisibilitySql.Entity($"e{n}", visibility)} and {Of(of, $"e{n}")})",
            { Name: "children", To.Kind: { } kind } =>
                $"""
                exists (select from entity e{n}
                where e{n}.parent_id = {alias}.id and e{n}.kind = {Number(kind)} and {VisibilitySql.Entity($"e{n}", visibility)} and {Of(of, $"e{n}")})
                """,
            _ => throw new ArgumentException($"There is no SQL for a filter on {relation.From.Name}.{relation.Name}.", nameof(some)),
        };
        return Not($"({exists})", negated);
    }

    /// <summary>
    /// A condition on people, places or topics that a mention answers by itself, asked of one article after the other in the order of
    /// the page. OFFSET keeps it a question of its own: as a join, PostgreSQL may first gather everything that the entity is named in.
    /// </summary>
    /// <param name="article">The SQL of the article's id.</param>
    internal string OneByOne(Condition.Some some, string article) => $"({NamedById(some, article, $"m{++_aliases}", " offset 0")})";

    /// <summary>The mention carries the kind and the id, so the entity is not looked at.</summary>
    private string NamedById(Condition.Some some, string article, string mention, string end = "")
    {
        var ids = ConditionAnalysis.IdsOf(some.Of) is { } wanted ? $" and {mention}.entity_id = any({sql.Parameter(wanted.ToArray())})" : "";
        return $"exists (select from mention {mention} where {mention}.article_id = {article} and {mention}.kind = {Number(some.Relation.To.Kind!.Value)}{ids}{end})";
    }

    private string SomeItem(Condition.SomeItem some, string alias, bool negated)
    {
        var n = ++_aliases;
        return Not($"(exists (select from unnest({some.List.Sql(alias)}) as i{n}(value) where {Of(some.Of, $"i{n}")}))", negated);
    }

    // UNION and not UNION ALL: should the tree ever have a circle, the walk ends all the same.
    private string Below(Condition.Below below, string alias) =>
        $"""
        ({alias}.id in (with recursive below(id) as (select {sql.Parameter(below.Id)}
        union select child.id from entity child join below on child.parent_id = below.id) select id from below))
        """;

    private static string Not(string condition, bool negated) => negated ? $"(not {condition})" : condition;

    private static string Number(EntityKind kind) => ((int)kind).ToString(CultureInfo.InvariantCulture);

    private static string Negate(string positive, Field field, string column, bool negated) => (negated, field.Nullable) switch
    {
        (false, _) => $"({positive})",
        (true, false) => $"(not ({positive}))",
        (true, true) => $"(not ({positive}) or {column} is null)",
    };

    private string Parameter(Field field, object value)
    {
        var parameter = sql.Parameter(value);
        return field.Type.IsEnum ? $"{parameter}::smallint" : parameter;
    }

    /// <summary>Percent, underscore and backslash mean themselves.</summary>
    private static string Literally(object value) => ((string)value)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);

    private static Array ArrayOf(object[] values)
    {
        var array = Array.CreateInstance(values[0].GetType(), values.Length);
        values.CopyTo(array, 0);
        return array;
    }
}
