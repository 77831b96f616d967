using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.GraphQL.Declaring;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Matching.Facts;

public sealed class ConditionMatchTests
{
    private static readonly ContentTable Article = ContentTable.Article;
    private static readonly Condition True = Condition.True;
    private static readonly Condition False = new Condition.Or([]);
    private static readonly Condition Unknown = new Condition.Search(Article, "oslo");

    /// <summary>Names a topic 7, once 3, below 5; a place 9.</summary>
    private static readonly ChangeFacts Facts = new()
    {
        Id = 1,
        Uri = "urn:1",
        Slug = "one",
        Version = 2,
        Content = new ArticleContent { Headline = "Harbour 😀", Language = "en" },
        WordCount = 10,
        PublishedAt = Some.Moment,
        UpdatedAt = Some.Moment,
        Mentions =
        [
            new MentionFacts(7, EntityKind.Topic, MentionRelation.About, 50) { Ids = [7, 3], Within = [5, 4] },
            new MentionFacts(9, EntityKind.Place, MentionRelation.Located, null) { Ids = [9] },
        ],
    };

    /// <summary>A kind of filter that is declared and not decided here would fail a subscription; it fails this instead.</summary>
    [Fact]
    public void Every_filter_of_the_schema_is_decided_by_the_facts_or_deferred()
    {
        var walked = 0;
        foreach (var (filter, byFacts) in Declared(ContentTable.Article, relations: 2))
        {
            var where = ReadFilters.Read(filter);
            var match = new ConditionMatch(where);
            Assert.True(match.Evaluate(Facts) is not null || !byFacts, $"The facts do not decide {where.Key}");
            walked++;
        }

        Assert.True(walked > 300, $"{walked}");
    }

    [Fact]
    public void A_condition_on_a_field_that_the_log_does_not_contain_is_rejected()
    {
        foreach (var field in new[] { "Body", "BodyText", "CreatedAt", "WithdrawnAt", "Images" })
        {
            var rejection = Assert.Throws<ArgumentException>(
                () => new ConditionMatch(new Condition.Compare(Article[field], Operators.Equal, null)));
            Assert.Contains(field, rejection.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => new ConditionMatch(new Condition.Some(Relation.Versions, True)));
        Assert.Throws<ArgumentException>(() => new ConditionMatch(new Condition.Below(ContentTable.Topic, 1)));
        Assert.Throws<ArgumentException>(
            () => new ConditionMatch(new Condition.Some(Relation.Mentions, new Condition.Below(ContentTable.Topic, 1))));
    }

    [Fact]
    public void An_unknown_condition_makes_the_result_unknown_only_if_no_other_condition_decides()
    {
        Assert.Null(Of(Unknown));
        Assert.Null(Of(new Condition.Not(Unknown)));
        Assert.Equal(false, Of(new Condition.And([Unknown, False])));
        Assert.Null(Of(new Condition.And([Unknown, True])));
        Assert.Equal(true, Of(new Condition.Or([Unknown, True])));
        Assert.Null(Of(new Condition.Or([False, Unknown])));
        Assert.Equal(true, Of(True));
        Assert.Equal(false, Of(new Condition.Not(True)));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(3, true)]
    [InlineData(5, false)]
    [InlineData(9, false)]
    public void An_entity_matches_its_own_id_and_the_ids_merged_into_it(long id, bool matches)
    {
        Assert.Equal(matches, Of(Topic(new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, id))));
        Assert.Equal(matches, Of(Topic(Condition.IsOneOf(ContentTable.Topic.Id, [id, 1000L, null]))));
        Assert.Equal(!matches, Of(new Condition.Not(Topic(new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, id)))));
        Assert.Equal(matches || id == 9,
            Of(new Condition.Some(Relation.Mentions, new Condition.Compare(ContentTable.Mention["EntityId"], Operators.Equal, id))));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(4, true)]
    [InlineData(9, false)]
    public void An_entity_is_within_itself_and_each_entity_above_it(long id, bool matches) =>
        Assert.Equal(matches, Of(Topic(new Condition.Below(ContentTable.Topic, id))));

    [Fact]
    public void All_conditions_of_a_mention_filter_must_hold_for_the_same_mention()
    {
        var located = new Condition.Compare(ContentTable.Mention["Relation"], Operators.Equal, (short)MentionRelation.Located);
        var relevant = new Condition.Compare(ContentTable.Mention["Relevance"], Operators.GreaterOrEqual, 50);

        Assert.Equal(true, Of(new Condition.Some(Relation.Mentions, located)));
        Assert.Equal(true, Of(new Condition.Some(Relation.Mentions, relevant)));
        Assert.Equal(false, Of(new Condition.Some(Relation.Mentions, Condition.All([located, relevant]))));
        Assert.Equal(true, Of(new Condition.Some(Relation.Mentions, Condition.All([located, new Condition.Not(relevant)]))));
    }

    [Fact]
    public void Conditions_that_ids_do_not_decide_are_deferred_as_one_predicate()
    {
        var topics = ContentTable.Topic;
        var (name, code) = (new Condition.Compare(topics["Name"], Operators.Equal, "Trade"),
            new Condition.Compare(topics["Code"], Operators.Equal, "t"));
        var match = new ConditionMatch(Topic(Condition.All([new Condition.Below(topics, 5), Condition.Either([name, code])])));
        var question = Assert.Single(match.Deferred);
        Assert.Equal(Condition.Either([name, code]).Key, question.Condition.Key);
        Assert.Equal(EntityKind.Topic, question.Kind);

        Assert.Null(match.Evaluate(Facts));
        Assert.Equal(true, match.Evaluate(Facts, (_, id, _) => id == 7));
        Assert.Equal(false, match.Evaluate(Facts, (_, id, _) => id != 7));
        Assert.Equal(false, new ConditionMatch(Topic(Condition.All([new Condition.Below(topics, 8), name]))).Evaluate(Facts));
    }

    [Fact]
    public void Text_compares_by_code_point()
    {
        // U+FFEE comes before U+1F600, though not in UTF-16.
        Assert.Equal(true, Of(new Condition.Compare(Article["Headline"], Operators.Greater, "Harbour \uffee")));
        Assert.Equal(false, Of(new Condition.Compare(Article["Headline"], Operators.Less, "Harbour \uffee")));
        Assert.Equal(true, Of(new Condition.Compare(Article["Headline"], Operators.Greater, "Harbour ")));
    }

    [Fact]
    public void The_status_of_an_article_in_the_log_is_published()
    {
        Assert.Equal(true, Of(new Condition.Compare(Article["Status"], Operators.Equal, (short)ArticleStatus.Published)));
        Assert.Equal(false, Of(Condition.IsOneOf(Article["Status"], [(short)ArticleStatus.Draft, (short)ArticleStatus.Expired])));
    }

    private static bool? Of(Condition where) => new ConditionMatch(where).Evaluate(Facts);

    private static Condition.Some Topic(Condition of) => new(Relation.Topics, of);

    /// <summary>A filter for each operator of each field, within relations too; and whether the facts must decide it.</summary>
    private static IEnumerable<(Dictionary<string, object?> Filter, bool ByFacts)> Declared(ContentTable table, int relations)
    {
        var ofEntity = table.IsEntity;
        foreach (var field in ReadFilters.Types[table].Filters)
        {
            switch (field)
            {
                case FilterScalar scalar:
                    foreach (var (operation, value) in Operations(scalar))
                    {
                        yield return (new() { [field.Name] = new Dictionary<string, object?> { [operation] = value } }, !ofEntity
                            || scalar.IsId);
                    }

                    break;
                case FilterTexts texts:
                    foreach (var (operation, value) in Operations(texts.Item))
                    {
                        yield return (new()
                        {
                            [field.Name] = new Dictionary<string,
                            object?>
                            { ["some"] = new Dictionary<string, object?> { [operation] = value } }
                        }, false);
                    }

                    break;
                case FilterRelation relation when relations > 0:
                    foreach (var (filter, byFacts) in Declared(relation.Relation.To, relations - 1))
                    {
                        foreach (var quantifier in new[] { "some", "none", "all" })
                        {
                            yield return (new()
                            {
                                [field.Name] = relation.One ? filter
                                : new Dictionary<string, object?> { [quantifier] = filter }
                            }, byFacts && !ofEntity);
                        }
                    }

                    yield return (new()
                    {
                        [field.Name] = relation.One ? new Dictionary<string, object?>()
                        : new Dictionary<string, object?> { ["any"] = true }
                    }, !ofEntity);
                    break;
                case FilterBelow below:
                    var root = below.BySlug ? "one" : NewsApi.GraphQL.Declaring.GlobalId.Of(below.Table, 5);
                    yield return (new() { [field.Name] = root }, !below.BySlug);
                    break;
                case FilterSearch:
                    yield return (new() { [field.Name] = "oslo" }, false);
                    break;
                case FilterRelation:
                    break;
                default:
                    Assert.Fail($"Nobody has said here what a filter by {field} looks like.");
                    break;
            }
        }
    }

    private static IEnumerable<(string Operation, object? Value)> Operations(FilterScalar scalar)
    {
        object value = scalar switch
        {
            { IsId: true } => NewsApi.GraphQL.Declaring.GlobalId.Of(scalar.IdOf[0], 7),
            { IsEnum: true } => new Thing.Choice(Enum.GetNames(scalar.Field.Type)[0].ToUpperInvariant(), 0),
            { Field.Type: var type } when type == typeof(string) => "one",
            { Field.Type: var type } when type == typeof(int) => 2,
            { Field.Type: var type } when type == typeof(double) => 2d,
            { Field.Type: var type } when type == typeof(bool) => true,
            { Field.Type: var type } when type == typeof(DateTimeOffset) => Some.Moment.UtcDateTime,
            _ => throw new ArgumentException($"Nobody has said here what a {scalar.Field.Type} looks like."),
        };
        return scalar.Operators.Select(op => (op.Name, (object?)(op.TakesList ? new object?[] { value, null } : value)))
            .Concat(scalar.Operators.Where(op => op.TakesNull).Select(op => (op.Name, (object?)null)));
    }
}
