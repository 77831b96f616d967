using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

/// <summary>A statement may begin from the articles or the mentions; its result equals that of the plain one over the articles.</summary>
public sealed class ListPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Relation[] Relations = [Relation.People, Relation.Places, Relation.Topics];

    [Fact]
    public async Task Lists_by_people_places_and_topics_equal_the_results_of_the_plain_statement()
    {
        var news = new RandomNews(seed: 4);
        await database.ExecuteAsync("truncate article cascade");
        await database.StoreAsync(news.Entities);
        var articles = news.SomeArticles(80);
        foreach (var article in articles.Where((_, i) => i % 9 == 0))
        {
            article.WithdrawnAt = Some.Moment;
        }

        await database.StoreAsync(articles);
        var random = new Random(4);
        var (begunFromMentions, parts) = (0, 0);
        for (var i = 0; i < 250; i++)
        {
            var list = SomeList(random, news);
            var visibility = random.Next(2) == 0 ? Visibility.Public : Visibility.Everything;
            var plain = await PlainAsync(list, visibility);
            var (ids, begun) = await WalkAsync(list, visibility, plain.Count);
            Assert.True(plain.SequenceEqual(ids), $"{visibility}, {(list.Backward ? "backwards" : "forwards")} by {list.Size}: {list.Key}");
            begunFromMentions += begun ? 1 : 0;
            parts += plain.Count is > 0 and < 60 ? 1 : 0;
        }

        Assert.True(begunFromMentions > 100, $"Only {begunFromMentions} began from mentions.");
        Assert.True(parts > 150, $"Only {parts} filters match a part.");
    }

    [Fact]
    public async Task Several_predicates_of_one_condition_hold_for_the_same_entity()
    {
        await database.ExecuteAsync("truncate article cascade");
        var (trade, sport) = (Some.Topic("Trade"), Some.Topic("Sport"));
        await database.StoreAsync(trade, sport);
        var both = Some.PublicArticle().Naming(trade, sport);
        await database.StoreAsync(both);

        Assert.Equal([both.Id], await NewestAsync(Topic(Slug(trade), Name("Trade"))));
        Assert.Empty(await NewestAsync(Topic(Slug(trade), Name("Sport"))));
        Assert.Equal([both.Id], await NewestAsync(Topic(Slug(trade)), Topic(Name("Sport"))));
        Assert.Equal([both.Id],
            await NewestAsync(Topic(Condition.IsOneOf(ContentTable.Topic["Slug"], [trade.Slug, sport.Slug, trade.Slug]))));
        Assert.Empty(await NewestAsync(
            new Condition.Some(Relation.Places, new Condition.Compare(ContentTable.Place.Id, Operators.Equal, trade.Id))));
    }

    private static Condition.Some Topic(params Condition[] of) => new(Relation.Topics, Condition.All(of));

    private static Condition.Compare Slug(Entity entity) => new(ContentTable.Topic["Slug"], Operators.Equal, entity.Slug);

    private static Condition.Compare Name(string name) => new(ContentTable.Topic["Name"], Operators.Equal, name);

    private static ListQuery SomeList(Random random, RandomNews news)
    {
        var where = Enumerable.Range(0, random.Next(1, 3)).Select(_ => SomeNamed(random, news));
        return TestLists.Of(ContentTable.Article).List(size: random.Next(1, 12)) with
        {
            Where = Condition.All(random.Next(3) == 0 ? [.. where, news.SomeCondition(depth: 2)] : where),
            Order = [TestLists.By(ContentTable.Article, random.Next(5) == 0 ? "UpdatedAt"
                : "PublishedAt", descending: random.Next(2) == 0)],
            Backward = random.Next(2) == 0,
            Parts = ListParts.Rows | ListParts.TotalCount,
        };
    }

    private static Condition SomeNamed(Random random, RandomNews news) => random.Next(6) switch
    {
        0 => Condition.Either([SomeEntity(random, news), SomeEntity(random, news)]),
        1 => new Condition.Not(SomeEntity(random, news)),
        _ => SomeEntity(random, news),
    };

    private static Condition.Some SomeEntity(Random random, RandomNews news)
    {
        var relation = Relations[random.Next(3)];
        var entities = news.Entities.Where(e => e.Kind == relation.To.Kind && random.Next(3) > 0).Append(news.Entities[random.Next(6)])
            .ToArray();
        return new Condition.Some(relation, random.Next(6) switch
        {
            0 => new Condition.Compare(relation.To.Id, Operators.Equal, entities[0].Id),
            1 => Condition.IsOneOf(relation.To.Id, [.. entities.Select(e => (object?)e.Id)]),
            2 => Condition.IsOneOf(relation.To["Slug"], [.. entities.Select(e => e.Slug)]),
            3 => Condition.All([Condition.IsOneOf(relation.To["Slug"], [.. entities.Select(e => e.Slug)]), HasLetter(relation)]),
            4 => HasLetter(relation),
            _ => new Condition.Compare(relation.To["Slug"], Operators.Equal, entities[0].Slug),
        });
    }

    private static Condition.Compare HasLetter(Relation relation) => new(relation.To["Name"], Operators.Contains, "o");

    private async Task<(List<long> Ids, bool BegunFromMentions)> WalkAsync(ListQuery list, Visibility visibility, int count)
    {
        var ids = new List<long>();
        for (var next = list; ;)
        {
            await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
            var page = await snapshot.ReadPageAsync(next, TestContext.Current.CancellationToken);
            Assert.True(count == page.TotalCount, $"{visibility}: {page.TotalCount} counted instead of {count}: {list.Key}");
            ids.InsertRange(list.Backward ? 0 : ids.Count, page.Ids());
            if (!(list.Backward ? page.HasPrevious : page.HasNext))
            {
                var plan = await snapshot.PlanAsync(next, TestContext.Current.CancellationToken);
                return (ids, plan.Driver is not null && DrivingScan.CanPage(list));
            }

            next = list with { Cursor = PageCursor.Read(list, list.Backward ? page.Cursors[0] : page.Cursors[^1]).Values };
        }
    }

    /// <summary>The whole list, begun from the articles with nothing looked up.</summary>
    private async Task<List<long>> PlainAsync(ListQuery list, Visibility visibility)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new Npgsql.NpgsqlBatch(connection);
        var plain = new ListSql(new ListPlan(list with { Size = 1000, Backward = false }), visibility);
        batch.BatchCommands.Add(plain.SelectRows().ToBatchCommand());
        var ids = new List<long>();
        await using var reader = await batch.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private async Task<IEnumerable<long>> NewestAsync(params Condition[] where) =>
        (await database.ReadAsync(TestLists.Of(ContentTable.Article).List(size: 5) with
        {
            Where = Condition.All(where),
            Order = [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)],
        })).Ids();
}
