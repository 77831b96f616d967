using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Makes a statement first read the mentions of a few people, places or topics, and then the mentioned articles. For example, the mentions
/// of a topic in its newest articles are one range of an index. Reading this range is fast for frequent and rare topics, and does not
/// depend on the planner's statistics.
/// </summary>
/// <param name="Entities">Conditions that each match at most one entity.</param>
/// <param name="Residual">All other conditions of the filter. They are tested on the mentioned articles.</param>
internal sealed record DrivingScan(IReadOnlyList<(ContentTable Table, Condition Of)> Entities, Condition Residual)
{
    /// <summary>Returns true if an index on mentions has the order of the list, or if no rows are read and so no order is needed.</summary>
    public static bool CanPage(ListQuery list) =>
        !list.Parts.HasFlag(ListParts.Rows) || list.Order is [{ Field: { Name: nameof(Article.PublishedAt) } }];

    /// <summary>
    /// Makes the scan for a condition. Returns null if the condition does not name its entities by id or slug. Also returns null if it
    /// names no entity, or more than <see cref="ConditionAnalysis.MaxBranches"/>.
    /// </summary>
    /// <param name="driver">One of the conditions that must all match.</param>
    public static DrivingScan? TryCreate(ListQuery list, Condition driver)
    {
        var entities = new List<(ContentTable, Condition)>();
        foreach (var some in ConditionAnalysis.GetMentionAlternatives(driver) ?? [])
        {
            if (ConditionAnalysis.SplitByEntity(some) is not { } each)
            {
                return null;
            }

            entities.AddRange(each.Select(of => (some.Relation.To, of)));
        }

        var rest = list.Where.Conjuncts.Where(c => !c.Equals(driver));
        return entities.Count is > 0 and <= ConditionAnalysis.MaxBranches ? new(entities, Condition.All(rest)) : null;
    }

    /// <summary>
    /// Returns the SQL of each entity's id, as uncorrelated subqueries. PostgreSQL evaluates the subqueries before it reads the first
    /// mention. The planner does not know the id, so one plan serves frequent and rare entities.
    /// </summary>
    public IReadOnlyList<string> SelectIds(SqlText sql, Visibility visibility)
    {
        var compiler = new ConditionSql(sql, visibility);
        return [.. Entities.Select(e => e.Of is Condition.HasSlug { Slugs: [var slug] }
            ? SlugSql.FindId(sql, e.Table, slug)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"(select e.id from entity e where e.kind = {(int)e.Table.EntityKind} and {compiler.Compile(e.Of, "e")})"))];
    }
}
