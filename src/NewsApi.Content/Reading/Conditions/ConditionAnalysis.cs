namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Finds the conditions on people, places and topics in a filter of articles. Decides which of them an index can evaluate.
/// </summary>
internal static class ConditionAnalysis
{
    /// <summary>
    /// If a condition has at most this number of entities, the statement has one SELECT for each entity. More SELECTs would cost more time
    /// than they save.
    /// </summary>
    public const int MaxBranches = 16;

    /// <summary>Returns true if the condition is that the article has a matching person, place or topic.</summary>
    public static bool IsOnEntity(Condition condition) => condition is Condition.Some { Relation.Kind: RelationKind.Entities };

    /// <summary>
    /// Returns true if the id and the kind of an entity decide the condition. A mention has both, so the entity need not be read.
    /// </summary>
    public static bool IsOnMentionAlone(Condition of) => of.IsTrue || GetIds(of) is not null;

    /// <summary>Returns true if a few lookups in the index on mentions decide the condition for one article.</summary>
    public static bool IsProbe(Condition.Some some) => IsOnEntity(some) && GetIds(some.Of) is { Count: <= MaxBranches };

    /// <summary>
    /// Returns the alternatives of a condition such as "some of these topics", or "some of these topics or some of those places". An
    /// article matches the condition if it mentions an entity of one of the alternatives. Returns null for any other condition.
    /// </summary>
    public static IReadOnlyList<Condition.Some>? GetMentionAlternatives(Condition condition) =>
        condition.Disjuncts is { Count: > 0 } alternatives && alternatives.All(IsOnEntity)
            ? [.. alternatives.Cast<Condition.Some>()]
            : null;

    /// <summary>
    /// Splits the condition into one condition for each entity that can match, such as one for each slug of a list. Returns null if the
    /// condition has no list of ids or slugs, or the list is too long.
    /// </summary>
    public static IReadOnlyList<Condition>? SplitByEntity(Condition.Some some)
    {
        var conjuncts = some.Of.Conjuncts;
        foreach (var conjunct in conjuncts)
        {
            IEnumerable<Condition>? each =
                GetUniqueValues(conjunct) is ({ } field, { Count: <= MaxBranches } values)
                    ? values.Select(v => new Condition.Compare(field, Operators.Equal, v))
                : conjunct is Condition.HasSlug { Slugs.Count: <= MaxBranches } slugs
                    ? slugs.Slugs.Distinct().Select(s => slugs with { Slugs = [s] })
                : null;
            if (each is not null)
            {
                var rest = conjuncts.Where(c => !ReferenceEquals(c, conjunct));
                return [.. each.Select(one => Condition.All([one, .. rest]))];
            }
        }

        return null;
    }

    /// <summary>Returns every condition on the article's people, places or topics in a filter, at any depth.</summary>
    public static IReadOnlyList<Condition.Some> FindOnEntities(Condition where) =>
        where.Any(IsOnEntity) ? [.. where.Leaves().Where(IsOnEntity).Cast<Condition.Some>()] : [];

    /// <summary>Returns the ids of the entities if the condition is on their ids alone; null otherwise.</summary>
    public static IReadOnlyList<long>? GetIds(Condition of) =>
        GetUniqueValues(of) is ({ Name: "Id" }, { } values) ? [.. values.Cast<long>()] : null;

    // A slug is unique within a kind, and a relation leads to one kind, so a slug identifies one entity.
    private static (Field? Field, IReadOnlyList<object>? Values) GetUniqueValues(Condition condition) =>
        condition is Condition.Compare { Field: { Name: "Id" or "Slug" } field, EqualTo: { } values } && !values.Contains(null)
            ? (field, [.. values.OfType<object>().Distinct()])
            : (null, null);
}
