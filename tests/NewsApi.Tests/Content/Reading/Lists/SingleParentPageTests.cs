using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

/// <summary>A page read together with its entity equals the page read after the entity.</summary>
public sealed class SingleParentPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly Relation Articles = Relation.ArticlesOf(ContentTable.Topic);

    [Fact]
    public async Task A_page_read_together_with_its_topic_equals_the_page_read_after_it()
    {
        var news = new RandomNews(seed: 12);
        await database.StoreAsync(news.Entities);
        var articles = news.SomeArticles(60);
        foreach (var article in articles.Where((_, i) => i % 9 == 0))
        {
            article.WithdrawnAt = Some.Moment;
        }

        await database.StoreAsync(articles);
        var random = new Random(12);
        var (beside, rows) = (0, 0);
        foreach (var topic in news.Entities.Where(e => e.Kind == ContentTable.Topic.Kind).SelectMany(topic => Enumerable.Repeat(topic, 40)))
        {
            var visibility = random.Next(2) == 0 ? Visibility.Public : Visibility.Everything;
            var list = SomeList(random, news);
            var below = await BelowAsync(topic.Slug, list, visibility);
            if (below is { HasNext: true } or { HasPrevious: true })
            {
                list = list with { Cursor = PageCursor.Read(list, below.Cursors[below.Rows.Count / 2]).Values };
                below = await BelowAsync(topic.Slug, list, visibility);
            }

            var selection = TestLists.Of(ContentTable.Topic, "Name").With(Articles, list.Selection, list);
            await using var snapshot = new SnapshotFactory(database.Database).Open(visibility);
            var one = await snapshot.ReadOneAsync(selection, ContentTable.Topic["Slug"], topic.Slug, TestContext.Current.CancellationToken);
            Assert.Equal(Written(below), Written((Page?)one?.Related(Articles.Name)));
            beside += SingleParentPage.TryCreate(selection.Related.Single(), Condition.True, visibility, remembers: false) is null ? 0 : 1;
            rows += below?.Rows.Count ?? 0;
        }

        Assert.True(beside > 40, $"Only {beside} were read beside their topic.");
        Assert.True(rows > 100, $"Only {rows} rows were read.");
    }

    [Fact]
    public async Task A_topic_and_a_page_of_its_articles_take_one_round_trip()
    {
        var list = TestLists.Of(ContentTable.Article, "Headline").List(size: 20) with
        {
            Order = [TestLists.By(ContentTable.Article, "PublishedAt", descending: true)],
            Parts = ListParts.Rows | ListParts.TotalCount,
        };
        var selection = TestLists.Of(ContentTable.Topic, "Name").With(Articles, list.Selection, list);

        var topic = Some.Topic("One round trip");
        await database.StoreAsync(topic);

        // Opened for one round trip, a second would be rejected.
        await using var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Public, readsOnce: true);
        await snapshot.ReadOneAsync(selection, ContentTable.Topic["Slug"], topic.Slug, TestContext.Current.CancellationToken);
        Assert.Equal(3, snapshot.StatementCount);
    }

    private static ListQuery SomeList(Random random, RandomNews news)
    {
        var selection = TestLists.Of(ContentTable.Article, "Headline").With(Relation.People, TestLists.Of(ContentTable.Person, "Name"));
        return selection.List(size: random.Next(1, 9)) with
        {
            Where = random.Next(2) == 0 ? Condition.True : news.SomeCondition(depth: 1),
            Order = [TestLists.By(ContentTable.Article, random.Next(4) == 0 ? "UpdatedAt"
                : "PublishedAt", descending: random.Next(2) == 0)],
            Backward = random.Next(2) == 0,
            Parts = random.Next(2) == 0 ? ListParts.Rows | ListParts.TotalCount : ListParts.Rows,
        };
    }

    private async Task<Page?> BelowAsync(string slug, ListQuery list, Visibility visibility)
    {
        var topics = TestLists.Of(ContentTable.Topic, "Name").With(Articles, list.Selection, list).List() with
        {
            Where = new Condition.Compare(ContentTable.Topic["Slug"], Operators.Equal, slug),
        };
        return (Page?)(await database.ReadAsync(topics, visibility)).Rows.SingleOrDefault()?.Related(Articles.Name);
    }

    private static string? Written(Page? page) => page is null ? null : string.Join('\n', page.Rows.Select((row, i) =>
            $"{row.Id} {row.Headline()} {page.Cursors[i]} {string.Join(' ', row.Rows("people").Select(p => p.Name()))}"))
        + $"\n{page.HasPrevious} {page.HasNext} {page.TotalCount}";
}
