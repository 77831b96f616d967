using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A list, and the decision which rows its statements read first.</summary>
/// <param name="List">The list. In its filter, ids replace the conditions on entities that were looked up.</param>
/// <param name="Driver">The mentions that the statements read first; null if the statements first read the table of the list.</param>
internal sealed record ListPlan(ListQuery List, DrivingScan? Driver = null)
{
    /// <summary>True if the decision depends on rows that were looked up, and not on the list alone.</summary>
    public bool WasLookedUp { get; init; }

    /// <summary>
    /// Decides whether the statements of the list first read mentions, or the table of the list. Before the decision, one statement looks
    /// up the people, places and topics that the filter matches. If the filter has only one condition that names entities, this lookup is
    /// often not necessary. It is omitted if the condition names its entities by id. It is also omitted if the condition names its entities
    /// by slug and the statements can read mentions first. If several conditions that name entities must all match, the lookup also counts
    /// articles. The statements then first read the mentions for the condition that the fewest articles match.
    /// </summary>
    /// <param name="nested">
    /// True if the list is read once for each of several entities, for example for each topic of a page. The statements then always read
    /// the mentions of these entities first.
    /// </param>
    /// <param name="run">Runs a statement in the snapshot of the list.</param>
    public static async ValueTask<ListPlan> CreateAsync(ListQuery list, bool nested, Visibility visibility, Func<Statement, Task> run)
    {
        var all = ConditionAnalysis.FindOnEntities(list.Where);
        if (all.Count == 0)
        {
            return new(list);
        }

        var drivable = !nested && DrivingScan.CanPage(list);
        (Condition Condition, IReadOnlyList<Condition.Some> Alternatives)[] named =
        [
            .. list.Where.Conjuncts.SelectMany(
                c => ConditionAnalysis.GetMentionAlternatives(c) is { } alternatives ? new[] { (c, alternatives) } : []),
        ];
        Condition.Some[] unknown = [.. all.Where(s => !ConditionAnalysis.IsOnMentionAlone(s.Of))];
        if (named is [var only] && unknown.All(s => drivable && only.Alternatives.Contains(s))
            && DrivingScan.TryCreate(list, only.Condition) is { } driver)
        {
            return new(list, driver);
        }

        var several = named.Length > 1;
        Condition.Some[] open = several ? [.. all.Where(s => !s.Of.IsTrue)] : unknown;
        if (open.Length == 0)
        {
            return new(list);
        }

        var lookup = new EntityLookup(open, counts: several, visibility);
        await run(lookup.Statement);
        var found = list with { Where = lookup.Substitute(list.Where), OriginalWhere = list.OriginalWhere ?? list.Where };
        var driven = lookup.FindRarest(named) is { } rarest ? DrivingScan.TryCreate(found, lookup.Substitute(rarest)) : null;
        return new(found, driven) { WasLookedUp = true };
    }
}
