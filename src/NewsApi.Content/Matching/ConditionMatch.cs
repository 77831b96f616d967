using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Matching;

/// <summary>
/// A condition on articles, compiled to a test of the facts in the log. The test has the same meaning as <see cref="ConditionSql"/>, but
/// reads no tables. Facts contain neither the text that a search reads, nor the names of people, places and topics. Conditions on these
/// become <see cref="Deferred"/> predicates.
/// </summary>
public sealed class ConditionMatch
{
    private readonly List<DeferredPredicate> _deferred = [];
    private readonly Test<ChangeFacts> _test;

    /// <exception cref="ArgumentException">The facts in the log lack a value that the condition tests.</exception>
    public ConditionMatch(Condition where) =>
        _test = where.Fold<Test<ChangeFacts>>((leaf, negated) => Negate(CompileArticle(leaf), negated), Join);

    /// <summary>Returns the result of a deferred predicate for an article or an entity; null if it is unknown.</summary>
    /// <param name="predicate">The number of the predicate in <see cref="Deferred"/>.</param>
    /// <param name="version">The version of the article; 0 for an entity.</param>
    internal delegate bool? Lookup(int predicate, long id, int version);

    /// <summary>Tests facts. Returns null if the result depends on an unknown lookup.</summary>
    private delegate bool? Test<in T>(T of, Lookup lookup);

    /// <summary>The predicates that only the database can decide.</summary>
    internal IReadOnlyList<DeferredPredicate> Deferred => _deferred;

    /// <summary>Returns whether the article matches; null if the facts do not decide it.</summary>
    public bool? Evaluate(ChangeFacts facts) => Evaluate(facts, (_, _, _) => null);

    internal bool? Evaluate(ChangeFacts facts, Lookup lookup) => _test(facts, lookup);

    private Test<ChangeFacts> CompileArticle(Condition leaf)
    {
        switch (leaf)
        {
            case Condition.Compare compare when compare.Field.Table == ContentTable.Article:
                return Compile(FactValue.OfArticle(compare.Field), compare);
            case Condition.Search search when search.Table == ContentTable.Article:
                var predicate = Defer(new(search, Kind: null));
                return (facts, lookup) => lookup(predicate, facts.Id, facts.Version);
            case Condition.Some { Relation.Kind: RelationKind.Entities } some:
                var kind = some.Relation.To.EntityKind;
                return CompileSome(CompileEntity(some.Of, kind), kind);
            case Condition.Some { Relation.Kind: RelationKind.Mentions } some:
                return CompileSome(some.Of.Fold<Test<MentionFacts>>((c, negated) => Negate(CompileMention(c), negated), Join), kind: null);
            default:
                throw Undecidable(leaf, "an article");
        }
    }

    private static Test<MentionFacts> CompileMention(Condition leaf) => leaf switch
    {
        Condition.Compare compare when compare.Field == ContentTable.Mention[nameof(MentionFacts.EntityId)] =>
            compare.EqualTo is { } ids ? IsAnyOf(ids) : throw Undecidable(leaf, "a mention"),
        Condition.Compare compare when compare.Field.Table == ContentTable.Mention => Compile(FactValue.OfMention(compare.Field), compare),
        _ => throw Undecidable(leaf, "a mention"),
    };

    /// <summary>
    /// Compiles a condition on the person, place or topic of a mention. The facts decide conditions on ids. A part of the condition without
    /// ids becomes one deferred predicate, so that it needs only one lookup.
    /// </summary>
    private Test<MentionFacts> CompileEntity(Condition condition, EntityKind kind)
    {
        Test<MentionFacts> Finish((Condition Condition, Test<MentionFacts>? Test) part) =>
            part.Test ?? CompileDeferred(part.Condition, kind);
        return Finish(condition.Fold<(Condition Condition, Test<MentionFacts>? Test)>(
            (leaf, negated) => (negated ? new Condition.Not(leaf) : leaf, CompileId(leaf) is { } test ? Negate(test, negated) : null),
            (parts, all) => (
                all ? Condition.All(parts.Select(p => p.Condition)) : Condition.Either(parts.Select(p => p.Condition)),
                parts.Length > 0 && Array.TrueForAll(parts, p => p.Test is null) ? null : Join(Array.ConvertAll(parts, Finish), all))));
    }

    private Test<MentionFacts> CompileDeferred(Condition condition, EntityKind kind)
    {
        var predicate = Defer(new(condition, kind));
        return (mention, lookup) => lookup(predicate, mention.EntityId, 0);
    }

    /// <summary>Compiles a condition on ids alone. Returns null for any other condition.</summary>
    private static Test<MentionFacts>? CompileId(Condition leaf) => leaf switch
    {
        Condition.Compare { Field.Name: "Id", EqualTo: { } ids } => IsAnyOf(ids),
        Condition.Below below => (mention, _) => mention.Ids.Contains(below.Id) || mention.Within.Contains(below.Id),
        _ => null,
    };

    /// <summary>Returns a test that is true if the entity, or an entity that was merged into it, has one of the ids.</summary>
    private static Test<MentionFacts> IsAnyOf(IReadOnlyList<object?> values)
    {
        var ids = values.OfType<long>().ToHashSet();
        return (mention, _) => mention.Ids.Any(ids.Contains);
    }

    private static Test<ChangeFacts> CompileSome(Test<MentionFacts> test, EntityKind? kind) => (facts, lookup) =>
    {
        bool? any = false;
        foreach (var mention in facts.Mentions)
        {
            if (kind is null || mention.Kind == kind)
            {
                switch (test(mention, lookup))
                {
                    case true:
                        return true;
                    case null:
                        any = null;
                        break;
                }
            }
        }

        return any;
    };

    private static Test<T> Compile<T>(Func<T, object?> value, Condition.Compare compare)
    {
        var holds = compare.Operator.ToPredicate(compare.Value);
        return (of, _) => holds(value(of));
    }

    private static Test<T> Negate<T>(Test<T> test, bool negated) => negated ? (of, lookup) => !test(of, lookup) : test;

    /// <summary>Joins tests by AND or by OR. The result is null if a test returns null and no other test decides the result.</summary>
    private static Test<T> Join<T>(Test<T>[] tests, bool all) => (of, lookup) =>
    {
        bool? joined = all;
        foreach (var test in tests)
        {
            var one = test(of, lookup);
            if (one == !all)
            {
                return one;
            }

            joined = one is null ? null : joined;
        }

        return joined;
    };

    private int Defer(DeferredPredicate predicate)
    {
        var known = _deferred.FindIndex(d => d.Kind == predicate.Kind && d.Condition.Key == predicate.Condition.Key);
        if (known < 0)
        {
            known = _deferred.Count;
            _deferred.Add(predicate);
        }

        return known;
    }

    private static ArgumentException Undecidable(Condition condition, string of) =>
        new($"The facts in the log cannot decide this condition on {of}: {condition.Key}");
}
