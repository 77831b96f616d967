using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Content.Reading;

/// <summary>Articles and filters out of few values, so that equal keys, gaps and matches are common. The same for the same seed.</summary>
internal sealed class RandomNews(int seed)
{
    private static readonly string[] Texts =
        ["Oslo", "oslo", "50% off_season", @"a\b", "%", "_", "Ærø", "\uffeeend", "👩‍🚀", "", "Oslo harbour"];
    private static readonly ContentTable Articles = ContentTable.Article;

    private readonly Random _random = new(seed);

    public Entity[] Entities { get; } =
    [
        Some.Person("Ada"), Some.Person("Oslo"), Some.Place("Oslo"), Some.Place("Norway"), Some.Topic("Trade"),
            Some.Topic("50% off_season"),
    ];

    /// <summary>Articles that name some of <see cref="Entities"/>, which must be stored first.</summary>
    public Article[] SomeArticles(int count) => [.. Enumerable.Range(0, count).Select(_ => OneArticle())];

    public Condition SomeCondition(int depth) => _random.Next(depth == 0 ? 4 : 9) switch
    {
        0 or 1 => SomeComparison(),
        2 => SomeOfList(),
        3 => new Condition.Not(SomeComparison()),
        4 => new Condition.Not(SomeCondition(depth - 1)),
        5 => new Condition.Some(Pick(Relation.People, Relation.Places, Relation.Topics), EntityCondition()),
        6 => new Condition.Some(Relation.Mentions, MentionCondition()),
        7 => Condition.All(Enumerable.Range(0, _random.Next(4)).Select(_ => SomeCondition(depth - 1))),
        _ => Condition.Either(Enumerable.Range(0, _random.Next(4)).Select(_ => SomeCondition(depth - 1))),
    };

    private Article OneArticle()
    {
        var published = Maybe(Some.Moment.AddMilliseconds(_random.Next(4)));
        var article = Some.Article(Pick(Texts.Where(t => t.Length > 0).ToArray()), published, new ArticleContent
        {
            Headline = "",
            Language = Pick("en", "nb", "und"),
            Summary = MaybeText(),
            Section = MaybeText(),
            Source = MaybeText(),
            Urgency = _random.Next(3) == 0 ? null : _random.Next(1, 5),
        });
        article.WordCount = _random.Next(4);
        article.UpdatedAt = Some.Moment.AddMilliseconds(_random.Next(4));
        article.ExpiresAt = Maybe(Some.Moment.AddYears(_random.Next(2) * 1000));
        article.Naming([.. Entities.Where(_ => _random.Next(3) == 0)]);
        foreach (var mention in article.Mentions)
        {
            mention.Relevance = _random.Next(3) == 0 ? null : _random.Next(3) * 50;
            mention.Relation = Pick(MentionRelation.About, MentionRelation.Mentions, MentionRelation.Located);
        }

        return article;
    }

    private Condition.Compare SomeComparison()
    {
        var name = Pick("Headline", "Summary", "Section", "Source", "Language", "Urgency", "WordCount", "PublishedAt", "UpdatedAt",
            "ExpiresAt");
        return Comparing(Articles[name]);
    }

    private Condition.Compare Comparing(Field field)
    {
        // Text has an order too, though no operator of a client compares by it.
        var kinds = Operators.KindOf(field.Type) is OperandKinds.Text ? OperandKinds.Text | OperandKinds.Ordered
            : Operators.KindOf(field.Type);
        var op = Pick([.. Operators.All.Where(o => !o.TakesList && (o.AppliesTo & kinds) != 0)]);
        return new(field, op, _random.Next(6) == 0 ? null : ValueOf(field));
    }

    private Condition.Compare SomeOfList()
    {
        var field = Articles[Pick("Headline", "Section", "Urgency", "WordCount", "PublishedAt")];
        object?[] values = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(3) == 0 ? null : ValueOf(field))];
        return new(field, Pick([.. Operators.All.Where(o => o.TakesList)]), new ValueList<object?>(values));
    }

    private Condition EntityCondition()
    {
        var field = Pick("Name", "Description");
        return Negated(new Condition.Compare(
            Pick(ContentTable.Person, ContentTable.Place, ContentTable.Topic)[field], Pick(Operators.Equal, Operators.Contains),
            Pick(Texts)));
    }

    private Condition MentionCondition() => Negated(_random.Next(2) == 0
        ? new Condition.Compare(ContentTable.Mention["Relation"], Operators.Equal, (short)_random.Next(1, 4))
        : Comparing(ContentTable.Mention["Relevance"]));

    private Condition Negated(Condition condition) => _random.Next(2) == 0 ? condition : new Condition.Not(condition);

    private object ValueOf(Field field) => field.Type switch
    {
        var type when type == typeof(string) => Pick(Texts),
        var type when type == typeof(int) => field.Name == "Relevance" ? _random.Next(3) * 50 : _random.Next(5),
        _ => field.Name == "ExpiresAt" ? Some.Moment.UtcDateTime.AddYears(_random.Next(2) * 1000)
            : Some.Moment.UtcDateTime.AddMilliseconds(_random.Next(4)),
    };

    private DateTimeOffset? Maybe(DateTimeOffset time) => _random.Next(3) == 0 ? null : time;

    private string? MaybeText() => _random.Next(3) == 0 ? null : Pick(Texts);

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
