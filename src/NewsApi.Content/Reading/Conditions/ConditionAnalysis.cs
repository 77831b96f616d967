namespace NewsApi.Content.Reading.Conditions;

/// <summary>Recognises the conditions of an article filter on people, places and topics, and how an index can answer them.</summary>
internal static class ConditionAnalysis
{
    /// <summary>For how many entities a statement may have a branch each; beyond, the branches cost more than they save.</summary>
    public const int MaxBranches = 16;

    /// <summary>True of "at least one of the article's people, places or topics".</summary>
    public static bool IsOnEntity(Condition condition) => condition is Condition.Some { Relation.Kind: RelationKind.Entities };

    /// <summary>True if the mention answers without the entity: it carries the entity's id and kind.</summary>
    public static bool IsOnMentionAlone(Condition of) => of.IsTrue || GetIds(of) is not null;

    /// <summary>True if the mentions of one article answer at the cost of a few steps down an index.</summary>
    public static bool IsProbe(Condition.Some some) => IsOnEntity(some) && GetIds(some.Of) is { Count: <= MaxBranches };

    /// <summary>
    /// The alternatives of a condition that matches exactly the articles that mention one of them: "some of these topics", or
    /// "some of these topics or some of those places". Null for any other condition.
    /// </summary>
    public static IReadOnlyList<Condition.Some>? GetMentionAlternatives(Condition condition) =>
        condition.Disjuncts is { Count: > 0 } alternatives && alternatives.All(IsOnEntity)
            ? [.. alternatives.Cast<Condition.Some>()]
            : null;

    /// <summary>
    /// The condition split into one condition for each entity that can match it, such as one for each slug of a list; null if
    /// only the database knows the entities.
    /// </summary>
    public static IReadOnlyList<Condition>? SplitByEntity(Condition.Some some)
    {
        var conjuncts = some.Of.Conjuncts;
        foreach (var conjunct in conjuncts)
        {
            if (GetUniqueValues(conjunct) is ({ } field, { Count: <= MaxBranches } values))
            {
                var rest = conjuncts.Where(c => !ReferenceEquals(c, conjunct));
                return [.. values.Select(v => Condition.All([new Condition.Compare(field, Operators.Equal, v), .. rest]))];
            }
        }

        return null;
    }

    /// <summary>Every condition on the article's people, places or topics in a filter, at any depth.</summary>
    public static IReadOnlyList<Condition.Some> FindOnEntities(Condition where) =>
        where.Any(IsOnEntity) ? [.. where.Leaves().Where(IsOnEntity).Cast<Condition.Some>()] : [];

    /// <summary>The ids of the entities, if the condition asks for nothing else; null otherwise.</summary>
    public static IReadOnlyList<long>? GetIds(Condition of) =>
        GetUniqueValues(of) is ({ Name: "Id" }, { } values) ? [.. values.Cast<long>()] : null;

    // Slugs are unique within a kind, and a relation leads to one kind.
    private static (Field? Field, IReadOnlyList<object>? Values) GetUniqueValues(Condition condition) =>
        condition is Condition.Compare { Field: { Name: "Id" or "Slug" } field, EqualTo: { } values } && !values.Contains(null)
            ? (field, [.. values.OfType<object>().Distinct()])
            : (null, null);
}
