using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Writes conditions with the expressions of indexes, so that PostgreSQL can use these indexes.</summary>
internal static class IndexConditions
{
    /// <summary>Returns true if an index of the list's table has the order of the list.</summary>
    public static bool HasOrder(ListQuery list) => list.Table.IsEntity
        ? list.Order is [{ Field.Name: nameof(Entity.Name) }]
        : list.Order is [] or [{ Field.Name: nameof(Article.PublishedAt) or nameof(Article.UpdatedAt) }];

    /// <summary>Compiles a condition. If an index can evaluate the condition, the SQL has the expression of the index.</summary>
    public static string Compile(Condition condition, Scope scope, ConditionSql compiler, SqlText sql) => condition switch
    {
        Condition.Compare { Field.Name: nameof(Article.PublishedAt) } when scope == Scope.Mentions => compiler.Compile(condition, "m"),

        // The scan starts at a mention, which has the article's id. So articles without the other entity are not read.
        Condition.Some some when scope == Scope.Mentions && ConditionAnalysis.IsProbe(some) => compiler.CompileProbe(some, "m.article_id"),

        // The index on sections has the collation of the sort order. In this collation, too, only identical texts are equal.
        Condition.Compare { Field: { Name: nameof(ArticleContent.Section) } field, Operator: var op, Value: string value }
            when op == Operators.Equal =>
            $"{new SortKey(field, false).Sql(f => f.Sql("a"))} = {sql.AddParameter(value)}",
        _ => compiler.Compile(condition, "a"),
    };

    /// <summary>
    /// Returns the word AND and then the SQL of the filter's condition on the section. Returns an empty text if the filter has no such
    /// condition. With this condition, PostgreSQL can use the index that begins with the section and continues in the order of the list.
    /// </summary>
    public static string SameSection(Condition where, ConditionSql compiler, SqlText sql) => string.Concat(where.Conjuncts
        .Where(c => c is Condition.Compare { Field.Name: nameof(ArticleContent.Section), Value: string } equal
            && equal.Operator == Operators.Equal)
        .Select(c => $" and {Compile(c, Scope.Table, compiler, sql)}"));
}
