using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Matching.Facts;

/// <summary>
/// A condition on articles, compiled to a test of the facts in the log. The test has the same meaning as <see cref="ConditionSql"/>, but
/// reads no tables. Facts contain neither the text that a search reads, nor the names of people, places and topics. Conditions on these
/// become <see cref="Deferred"/> predicates. Of a slug, only the ids are looked up that it leads to.
/// </summary>
public sealed class ConditionMatch
{
    private readonly List<DeferredPredicate> _deferred = [];
    private readonly List<EntitySlug> _slugs = [];
    private readonly Test<ChangeFacts> _test;

    /// <exception cref="ArgumentException">The facts in the log lack a value that the condition tests.</exception>
    public ConditionMatch(Condition where) =>
        _test = where.Fold<Test<ChangeFacts>>((leaf, negated) => Negate(CompileArticle(leaf), negated), Join);

    /// <summary>Returns the result of a deferred predicate for an article or an entity; null if it is unknown.</summary>
    /// <param name="predicate">The number of the predicate in <see cref="Deferred"/>.</param>
    /// <param name="id">The id of the article or the entity.</param>
    /// <param name="text">The text of the article that is searched; null for an entity.</param>
    internal delegate bool? Lookup(int predicate, long id, SearchedText? text);

    /// <summary>Returns whether a slug leads to the entity of a mention, or to what lies above it; null if this is unknown.</summary>
    /// <param name="slug">The number of the slug in <see cref="Slugs"/>.</param>
    internal delegate bool? SlugLookup(int slug, MentionFacts mention);

    /// <summary>Tests facts. Returns null if the result depends on an unknown lookup.</summary>
    private delegate bool? Test<in T>(T of, Lookups lookups);

    /// <summary>The predicates that only the database can decide.</summary>
    internal IReadOnlyList<DeferredPredicate> Deferred => _deferred;

    /// <summary>The slugs in the condition.</summary>
    internal IReadOnlyList<EntitySlug> Slugs => _slugs;

    /// <summary>Returns whether the article matches; null if the facts do not decide it.</summary>
    public bool? Evaluate(ChangeFacts facts) => Evaluate(facts, (_, _, _) => null);

    internal bool? Evaluate(ChangeFacts facts, Lookup lookup, SlugLookup? slugs = null) =>
        _test(facts, new(lookup, slugs ?? ((_, _) => null)));

    private Test<ChangeFacts> CompileArticle(Condition leaf)
    {
        switch (leaf)
        {
            case Condition.Compare compare when compare.Field.Table == ContentTable.Article:
                return Compile(FactValue.OfArticle(compare.Field), compare);
            case Condition.Search search when search.Table == ContentTable.Article:
                var predicate = Defer(new(search, Kind: null));
                return (facts, lookups) => lookups.Predicates(predicate, facts.Id, SearchedText.Of(facts));
            case Condition.Some { Relation.Kind: RelationKind.Entities } some:
                var kind = some.Relation.To.EntityKind;
                return CompileSome(CompileEntity(some.Of, kind), kind);
            case Condition.Some { Relation.Kind: RelationKind.Mentions } some:
                return CompileSome(some.Of.Fold<Test<MentionFacts>>((c, negated) => Negate(CompileMention(c), negated), Join), kind: null);
            default:
                throw Undecidable(leaf, "an article");
        }
    }

    private Test<MentionFacts> CompileMention(Condition leaf) => leaf switch
    {
        Condition.Some { Relation: { Kind: RelationKind.MentionedEntity, To.EntityKind: var kind } } some
            when CompileEntity(some.Of, kind) is var test => (mention, lookups) => mention.Kind == kind ? test(mention, lookups) : false,
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
        return (mention, lookups) => lookups.Predicates(predicate, mention.EntityId, null);
    }

    /// <summary>Compiles a condition on ids or slugs alone. Returns null for any other condition.</summary>
    private Test<MentionFacts>? CompileId(Condition leaf) => leaf switch
    {
        Condition.Compare { Field.Name: "Id", EqualTo: { } ids } => IsAnyOf(ids),
        Condition.Below below => (mention, _) => mention.Ids.Contains(below.Id) || mention.Within.Contains(below.Id),
        Condition.HasSlug has => Join([.. has.Slugs.Select(s => CompileSlug(new(has.Table.EntityKind, s, Below: false)))], all: false),
        Condition.BelowSlug below => CompileSlug(new(below.Table.EntityKind, below.Slug, Below: true)),
        _ => null,
    };

    private Test<MentionFacts> CompileSlug(EntitySlug slug)
    {
        var number = AddOnce(_slugs, slug);
        return (mention, lookups) => lookups.Slugs(number, mention);
    }

    /// <summary>Returns a test that is true if the entity, or an entity that was merged into it, has one of the ids.</summary>
    private static Test<MentionFacts> IsAnyOf(IReadOnlyList<object?> values)
    {
        var ids = values.OfType<long>().ToHashSet();
        return (mention, _) => mention.Ids.Any(ids.Contains);
    }

    private static Test<ChangeFacts> CompileSome(Test<MentionFacts> test, EntityKind? kind) => (facts, lookups) =>
    {
        bool? any = false;
        foreach (var mention in facts.Mentions)
        {
            if (kind is null || mention.Kind == kind)
            {
                switch (test(mention, lookups))
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

    private static Test<T> Negate<T>(Test<T> test, bool negated) => negated ? (of, lookups) => !test(of, lookups) : test;

    /// <summary>Joins tests by AND or by OR. The result is null if a test returns null and no other test decides the result.</summary>
    private static Test<T> Join<T>(Test<T>[] tests, bool all) => (of, lookups) =>
    {
        bool? joined = all;
        foreach (var test in tests)
        {
            var one = test(of, lookups);
            if (one == !all)
            {
                return one;
            }

            joined = one is null ? null : joined;
        }

        return joined;
    };

    private int Defer(DeferredPredicate predicate) => AddOnce(
        _deferred, predicate, (a, b) => a.Kind == b.Kind && a.Condition.Key == b.Condition.Key);

    /// <summary>Adds an item unless the list has an equal one. Returns the item's number in the list.</summary>
    private static int AddOnce<T>(List<T> list, T item, Func<T, T, bool>? areEqual = null)
    {
        var known = list.FindIndex(other => areEqual?.Invoke(other, item) ?? Equals(other, item));
        if (known < 0)
        {
            known = list.Count;
            list.Add(item);
        }

        return known;
    }

    private static ArgumentException Undecidable(Condition condition, string of) =>
        new($"The facts in the log cannot decide this condition on {of}: {condition.Key}");

    /// <summary>The lookups that a test may need.</summary>
    private readonly record struct Lookups(Lookup Predicates, SlugLookup Slugs);
}
