using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Matching;

/// <summary>
/// A condition on articles, asked of the facts in the log: the same meaning as <see cref="ConditionSql"/>, without the tables.
/// What facts do not hold, the text that a search reads and the names of people, places and topics, it makes a question of.
/// </summary>
public sealed class ConditionMatch
{
    private readonly List<DeferredPredicate> _questions = [];
    private readonly Test<ChangeFacts> _test;

    /// <exception cref="ArgumentException">The condition is of a kind, or about a field, that nothing here knows.</exception>
    public ConditionMatch(Condition where) => _test = Article(where);

    /// <summary>Yes, no, or null where an open question decides.</summary>
    private delegate bool? Test<T>(T of, Answer answers);

    /// <summary>The answer to a question about an article or an entity; null where it is not known.</summary>
    /// <param name="question">Its number.</param>
    internal delegate bool? Answer(int question, long id);

    /// <summary>What only the database knows.</summary>
    internal IReadOnlyList<DeferredPredicate> Questions => _questions;

    /// <summary>Whether the article matches; null where the facts do not decide it.</summary>
    public bool? Of(ChangeFacts facts) => Of(facts, (_, _) => null);

    internal bool? Of(ChangeFacts facts, Answer answers) => _test(facts, answers);

    /// <summary>A condition on the article's text, or on one of the people, places or topics that it names.</summary>
    /// <param name="Kind">The kind of entity; null where it is about the article.</param>
    internal sealed record DeferredPredicate(Condition Condition, EntityKind? Kind)
    {
        public bool OfArticle => Kind is null;

        /// <summary>True where the answer about an entity depends on others too, those above and below it.</summary>
        public bool LooksFurther { get; } = Relates(Condition);

        private static bool Relates(Condition condition) => condition switch
        {
            Condition.And and => and.Of.Any(Relates),
            Condition.Or or => or.Of.Any(Relates),
            Condition.Not not => Relates(not.Of),
            Condition.Some or Condition.Below => true,
            _ => false,
        };
    }

    private Test<ChangeFacts> Article(Condition condition)
    {
        switch (condition)
        {
            case Condition.Compare compare when compare.Field.Table == ContentTable.Article:
                return Value(FactValue.OfArticle(compare.Field), FactComparison.Of(compare));
            case Condition.Among among when among.Field.Table == ContentTable.Article:
                return Value(FactValue.OfArticle(among.Field), FactComparison.Of(among));
            case Condition.Search search when search.Table == ContentTable.Article:
                var question = Ask(new(search, Kind: null));
                return (facts, answers) => answers(question, facts.Id);
            case Condition.Some some when ConditionAnalysis.IsOfEntity(some):
                var kind = some.Relation.To.Kind!.Value; // an entity's table has one
                return Some(Entity(some.Of, kind), kind);
            case Condition.Some some when some.Relation.From == ContentTable.Article && some.Relation.To == ContentTable.Mention:
                return Some(Mention(some.Of), kind: null);
            default:
                return Joined(condition, Article) ?? throw Unknown(condition, "an article");
        }
    }

    private Test<MentionFacts> Mention(Condition condition)
    {
        var id = ContentTable.Mention["EntityId"];
        return condition switch
        {
            Condition.Compare compare when compare.Field == id => Named(compare) ?? throw Unknown(condition, "a mention"),
            Condition.Among among when among.Field == id => Named(among),
            Condition.Compare compare when compare.Field.Table == ContentTable.Mention => Value(FactValue.OfMention(compare.Field), FactComparison.Of(compare)),
            Condition.Among among when among.Field.Table == ContentTable.Mention => Value(FactValue.OfMention(among.Field), FactComparison.Of(among)),
            _ => Joined(condition, Mention) ?? throw Unknown(condition, "a mention"),
        };
    }

    /// <summary>A condition on the person, place or topic that a mention is of.</summary>
    private Test<MentionFacts> Entity(Condition condition, EntityKind kind) => condition switch
    {
        Condition.Compare { Field.Name: "Id" } compare when Named(compare) is { } named => named,
        Condition.Among { Field.Name: "Id" } among => Named(among),
        Condition.Below below => (mention, _) => mention.Ids.Contains(below.Id) || mention.Within.Contains(below.Id),
        _ when LooksAtIds(condition) => Joined(condition, c => Entity(c, kind)) ?? throw Unknown(condition, "a person, place or topic"),
        Condition.Compare or Condition.Among or Condition.SomeItem or Condition.Search or Condition.Some or Condition.And or Condition.Or or Condition.Not =>
            OfEntity(Ask(new(condition, kind))),
        _ => throw Unknown(condition, "a person, place or topic"),
    };

    private static Test<MentionFacts> OfEntity(int question) => (mention, answers) => answers(question, mention.EntityId);

    /// <summary>True where some of the condition can be told from the facts; the rest is asked in one piece.</summary>
    private static bool LooksAtIds(Condition condition) => condition switch
    {
        Condition.And { Of.Count: 0 } or Condition.Or { Of.Count: 0 } => true,
        Condition.And and => and.Of.Any(LooksAtIds),
        Condition.Or or => or.Of.Any(LooksAtIds),
        Condition.Not not => LooksAtIds(not.Of),
        Condition.Compare { Field.Name: "Id", Comparison: Comparison.Equal } or Condition.Among { Field.Name: "Id" } or Condition.Below => true,
        _ => false,
    };

    /// <summary>"Is the one with that id", which holds for the ids of those merged into it too.</summary>
    private static Test<MentionFacts>? Named(Condition.Compare compare) => (compare.Comparison, compare.Value) switch
    {
        (Comparison.Equal, long id) => (mention, _) => mention.Ids.Contains(id),
        (Comparison.Equal, null) => (_, _) => false,
        _ => null,
    };

    private static Test<MentionFacts> Named(Condition.Among among)
    {
        var ids = among.Values.OfType<long>().ToHashSet();
        return (mention, _) => mention.Ids.Any(ids.Contains);
    }

    private static Test<ChangeFacts> Some(Test<MentionFacts> test, EntityKind? kind) => (facts, answers) =>
    {
        bool? any = false;
        foreach (var mention in facts.Mentions)
        {
            if (kind is null || mention.Kind == kind)
            {
                switch (test(mention, answers))
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

    private static Test<T> Value<T>(Func<T, object?> value, Predicate<object?> holds) => (of, _) => holds(value(of));

    private static Test<T>? Joined<T>(Condition condition, Func<Condition, Test<T>> part)
    {
        switch (condition)
        {
            case Condition.Not not:
                var negated = part(not.Of);
                return (of, answers) => !negated(of, answers);
            case Condition.And and:
                return Until([.. and.Of.Select(part)], decisive: false);
            case Condition.Or or:
                return Until([.. or.Of.Select(part)], decisive: true);
            default:
                return null;
        }
    }

    /// <summary>Decided by the first that is decisive; open where one is open and none decides.</summary>
    private static Test<T> Until<T>(Test<T>[] tests, bool decisive) => (of, answers) =>
    {
        bool? all = !decisive;
        foreach (var test in tests)
        {
            var one = test(of, answers);
            if (one == decisive)
            {
                return decisive;
            }

            all = one is null ? null : all;
        }

        return all;
    };

    private int Ask(DeferredPredicate question)
    {
        var asked = _questions.FindIndex(q => q.Kind == question.Kind && q.Condition.Key == question.Condition.Key);
        if (asked < 0)
        {
            asked = _questions.Count;
            _questions.Add(question);
        }

        return asked;
    }

    private static ArgumentException Unknown(Condition condition, string of) =>
        new($"Nothing decides {condition.GetType().Name} of {of} by the facts in the log: {condition.Key}");
}
