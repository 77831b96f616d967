using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A list as the database is asked for it.</summary>
/// <param name="List">The list, with ids in its filter where entities were looked up.</param>
/// <param name="Drive">What the statement begins from, where that is not the list's own table.</param>
internal sealed record ListPlan(ListQuery List, DrivingScan? Drive)
{
    /// <summary>
    /// Decides where a statement begins. What the filter asks of people, places and topics is looked up first, unless it names
    /// them by id or slug and the statement can begin from them.
    /// </summary>
    /// <param name="nested">True of a list under each of several things, which always begins from those.</param>
    /// <param name="run">Runs a statement in the snapshot of the list.</param>
    public static async ValueTask<ListPlan> OfAsync(ListQuery list, bool nested, Visibility visibility, Func<Statement, Task> run)
    {
        Condition.Some[] all = [.. ConditionAnalysis.In(list.Where)];
        if (all.Length == 0)
        {
            return new(list, null);
        }

        var drivable = !nested && DrivingScan.CanPage(list);
        Condition[] named = [.. ConditionAnalysis.Conjuncts(list.Where).Where(c => ConditionAnalysis.Named(c) is not null)];
        Condition.Some[] unknown = [.. all.Where(s => !ConditionAnalysis.NeedsNoEntity(s.Of))];
        if (named is [var only] && unknown.All(s => drivable && ConditionAnalysis.Named(only)!.Contains(s)) && DrivingScan.From(list, only) is { } drive)
        {
            return new(list, drive);
        }

        var several = named.Length > 1;
        Condition.Some[] asked = several ? [.. all.Where(s => s.Of is not Condition.And { Of.Count: 0 })] : unknown;
        if (asked.Length == 0)
        {
            return new(list, null);
        }

        var ids = new EntityLookup(asked, counted: several, visibility);
        await run(ids.Statement);
        var found = list with { Where = ids.In(list.Where) };
        return new(found, ids.Rarest(named) is { } rarest ? DrivingScan.From(found, ids.In(rarest)) : null);
    }
}
