using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Starts a statement at the mentions of a few people, places or topics instead of at the articles. Then "newest by topic" reads one range
/// of an index, for frequent and rare topics alike, whatever the planner's statistics.
/// </summary>
/// <param name="Entities">Conditions that each match one entity at most.</param>
/// <param name="Residual">The rest of the filter, on the articles.</param>
internal sealed record DrivingScan(IReadOnlyList<(ContentTable Table, Condition Of)> Entities, Condition Residual)
{
    /// <summary>True if the list is in the order of the index on mentions, or needs no order.</summary>
    public static bool CanPage(ListQuery list) =>
        !list.Parts.HasFlag(ListParts.Rows) || list.Order is [{ Field: { Name: nameof(Article.PublishedAt) } }];

    /// <summary>
    /// Makes the scan for a condition. Returns null if the condition does not name its entities by id or slug, or names none or too many.
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

        var rest = list.Where.Conjuncts.Where(c => c.Key != driver.Key);
        return entities.Count is > 0 and <= ConditionAnalysis.MaxBranches ? new(entities, Condition.All(rest)) : null;
    }

    /// <summary>
    /// Returns the SQL of each entity's id, as an uncorrelated subquery. PostgreSQL evaluates it before it reads the first mention. The
    /// planner does not have its value, so that one plan serves frequent and rare entities.
    /// </summary>
    public IReadOnlyList<string> SelectIds(SqlText sql, Visibility visibility)
    {
        var compiler = new ConditionSql(sql, visibility);
        return [.. Entities.Select(e => string.Create(
            CultureInfo.InvariantCulture,
            $"(select e.id from entity e where e.kind = {(int)e.Table.EntityKind} and {compiler.Compile(e.Of, "e")})"))];
    }
}
