using NewsApi.Content.Reading.Statements;
using System.Globalization;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Begins a statement from the mentions of a few people, places or topics instead of from the articles: "newest by topic" is
/// then one stretch of an index however frequent or rare the topic is, and however little the planner knows of it.
/// </summary>
/// <param name="Entities">Conditions that each match one entity at most.</param>
/// <param name="Residual">What else the articles must be.</param>
internal sealed record DrivingScan(IReadOnlyList<(ContentTable Table, Condition Of)> Entities, Condition Residual)
{
    /// <summary>True of lists in the order that mentions are kept in.</summary>
    public static bool CanPage(ListQuery list) => !list.WantsRows || list.Order is [{ Field: { Name: nameof(Articles.Article.PublishedAt) } }];

    /// <summary>Null where the condition does not name its entities, or none, or too many.</summary>
    /// <param name="named">One of the conditions that must hold.</param>
    public static DrivingScan? From(ListQuery list, Condition named)
    {
        var entities = new List<(ContentTable, Condition)>();
        foreach (var some in ConditionAnalysis.Named(named) ?? [])
        {
            if (ConditionAnalysis.Each(some) is not { } each)
            {
                return null;
            }

            entities.AddRange(each.Select(of => (some.Relation.To, of)));
        }

        var rest = ConditionAnalysis.Conjuncts(list.Where).Where(c => c.Key != named.Key);
        return entities.Count is > 0 and <= ConditionAnalysis.MostBranches ? new(entities, Condition.All(rest)) : null;
    }

    /// <summary>
    /// The id of each entity, as an uncorrelated sub-select: its value is known before the first mention is read, and unknown to
    /// the planner, so that one plan serves frequent and rare ones.
    /// </summary>
    public IReadOnlyList<string> Ids(SqlText sql, Visibility visibility)
    {
        var conditions = new ConditionSql(sql, visibility);
        return [.. Entities.Select(e => string.Create(
            CultureInfo.InvariantCulture, $"(select e.id from entity e where e.kind = {(int)e.Table.Kind!} and {conditions.Of(e.Of, "e")})"))];
    }
}
