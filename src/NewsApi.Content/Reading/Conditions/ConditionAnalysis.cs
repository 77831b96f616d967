namespace NewsApi.Content.Reading.Conditions;

/// <summary>Recognises what a filter on articles asks of people, places and topics.</summary>
internal static class ConditionAnalysis
{
    /// <summary>For how many entities a statement may have a branch each; beyond, the branches cost more than they save.</summary>
    public const int MostBranches = 16;

    /// <summary>The conditions that must all hold.</summary>
    public static IReadOnlyList<Condition> Conjuncts(Condition where) => where is Condition.And and ? and.Of : [where];

    /// <summary>True of "some of the article's people, places or topics".</summary>
    public static bool IsOfEntity(Condition.Some some) => some.Relation.From == ContentTable.Article && some.Relation.To.IsEntity;

    /// <summary>True where a mention answers by itself: it carries the id and the kind of what it names.</summary>
    public static bool NeedsNoEntity(Condition of) => of is Condition.And { Of.Count: 0 } || IdsOf(of) is not null;

    /// <summary>True where a mention of an article answers at the cost of a few steps down an index.</summary>
    public static bool IsOneByOne(Condition.Some some) => IsOfEntity(some) && IdsOf(some.Of) is { Count: <= MostBranches };

    /// <summary>
    /// What a condition asks of people, places and topics, where it holds exactly for the articles that name one of them: "some
    /// of these topics", or "some of these topics or some of those places"; null for any other.
    /// </summary>
    public static IReadOnlyList<Condition.Some>? Named(Condition condition) => condition switch
    {
        Condition.Some some when IsOfEntity(some) => [some],
        Condition.Or { Of.Count: > 0 } either when either.Of.All(c => c is Condition.Some some && IsOfEntity(some)) => [.. either.Of.Cast<Condition.Some>()],
        _ => null,
    };

    /// <summary>
    /// The condition taken apart into one condition for each entity that can match it, such as one for each slug of a list;
    /// null where that takes a look into the database.
    /// </summary>
    public static IReadOnlyList<Condition>? Each(Condition.Some some)
    {
        var conjuncts = Conjuncts(some.Of);
        foreach (var conjunct in conjuncts)
        {
            if (UniqueValuesOf(conjunct) is ({ } field, { Count: <= MostBranches } values))
            {
                var rest = conjuncts.Where(c => !ReferenceEquals(c, conjunct));
                return [.. values.Select(v => Condition.All([new Condition.Compare(field, Comparison.Equal, v), .. rest]))];
            }
        }

        return null;
    }

    /// <summary>Every "some of the article's people, places or topics" in a filter, however deep.</summary>
    public static IEnumerable<Condition.Some> In(Condition where) => where switch
    {
        Condition.And and => and.Of.SelectMany(In),
        Condition.Or or => or.Of.SelectMany(In),
        Condition.Not not => In(not.Of),
        Condition.Some some when IsOfEntity(some) => [some],
        _ => [],
    };

    /// <summary>The filter with each of those exchanged.</summary>
    public static Condition Exchange(Condition where, Func<Condition.Some, Condition> exchange) => where switch
    {
        Condition.And and => Condition.All(and.Of.Select(c => Exchange(c, exchange))),
        Condition.Or or => Condition.Either(or.Of.Select(c => Exchange(c, exchange))),
        Condition.Not not => new Condition.Not(Exchange(not.Of, exchange)),
        Condition.Some some when IsOfEntity(some) => exchange(some),
        _ => where,
    };

    /// <summary>The ids of the entities, where the condition asks for nothing else.</summary>
    public static IReadOnlyList<long>? IdsOf(Condition of) =>
        UniqueValuesOf(of) is ({ Name: "Id" }, { } values) ? [.. values.Cast<long>()] : null;

    // Slugs are unique within a kind, and a relation leads to one kind.
    private static (Field? Field, IReadOnlyList<object>? Values) UniqueValuesOf(Condition condition) => condition switch
    {
        Condition.Compare { Comparison: Comparison.Equal, Value: { } value, Field: { Name: "Id" or "Slug" } field } => (field, [value]),
        Condition.Among { Field: { Name: "Id" or "Slug" } field } among when among.Values.All(v => v is not null) =>
            (field, [.. among.Values.OfType<object>().Distinct()]),
        _ => (null, null),
    };
}
