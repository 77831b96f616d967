using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

/// <summary>Ids and slugs of merged topics, after repeated merges, in a snapshot for one read and in one for several reads.</summary>
public sealed class MergedIdRewriteTests(MergedIdRewriteTests.Merged news) : IClassFixture<MergedIdRewriteTests.Merged>
{
    private static readonly Selection Topic = TestLists.Of(ContentTable.Topic, "Name");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>First was merged into second, that into third; under the first lies a child. An article names each.</summary>
    public sealed class Merged(TestPostgres server) : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new(server);

        public long First { get; private set; }

        public long Second { get; private set; }

        public long Third { get; private set; }

        public long Child { get; private set; }

        public long Other { get; private set; }

        public long OfOther { get; private set; }

        public long[] Articles { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            var (desk, newsroom) = (new EntityCommands(Database.Database), new ArticleCommands(Database.Database));
            async Task<long> TopicAsync(string name, long? under = null) =>
                (await desk.UpsertAsync(EntityKind.Topic, null, _ => new EntityDraft { Name = name, ParentId = under }, Token)
                    .DoneAsync()).Value.Id;
            (First, Second, Third, Other) =
                (await TopicAsync("First"), await TopicAsync("Second"), await TopicAsync("Third"), await TopicAsync("Other"));
            Child = await TopicAsync("Child", First);
            Articles =
            [
                await newsroom.PublishedAsync(Editing.Draft("Of the first", First)),
                await newsroom.PublishedAsync(Editing.Draft("Of the second", Second)),
                await newsroom.PublishedAsync(Editing.Draft("Of the third and another", Third, Other)),
                await newsroom.PublishedAsync(Editing.Draft("Of the child", Child)),
            ];
            OfOther = await newsroom.PublishedAsync(Editing.Draft("Of another", Other));
            await desk.MergeAsync(First, Second, Token).DoneAsync();
            await desk.MergeAsync(Second, Third, Token).DoneAsync();
            await newsroom.UpdateAsync(Articles[0], null, d => d with { Slug = "new-address" }, Token).DoneAsync();
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_id_and_slug_of_a_merged_topic_resolves_to_the_survivor(bool readsOnce)
    {
        foreach (var id in (long[])[news.First, news.Second, news.Third])
        {
            Assert.Equal("Third", (await ReadAsync(readsOnce, s => s.ReadOneAsync(Topic, ContentTable.Topic.Id, id, Token)))!.Name());
        }

        foreach (var slug in (string[])["first", "second", "third"])
        {
            Assert.Equal("Third", (await ReadAsync(
                readsOnce, s => s.ReadOneAsync(Topic, ContentTable.Topic["Slug"], slug, Token)))!.Name());
        }

        var nodes = await ReadAsync(
            readsOnce, s => s.ReadByIdAsync(Topic, [news.Second, news.Other, 987654, news.Third, news.First], Token));
        Assert.Equal(["Third", "Other", null, "Third", "Third"], nodes.Select(n => n?.Name()));
        Assert.Null(await ReadAsync(readsOnce, s => s.ReadOneAsync(Topic, ContentTable.Topic["Slug"], "never-was", Token)));
        Assert.Null(await ReadAsync(
            readsOnce, s => s.ReadOneAsync(TestLists.Of(ContentTable.Place), ContentTable.Place["Slug"], "first", Token)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_former_slug_of_an_article_finds_the_article(bool readsOnce)
    {
        var article = TestLists.Of(ContentTable.Article, "Slug").With(Relation.Topics, TestLists.Of(ContentTable.Topic, "Name"));

        var row = await ReadAsync(readsOnce, s => s.ReadOneAsync(article, ContentTable.Article["Slug"], "of-the-first", Token));

        Assert.Equal((news.Articles[0], "new-address"), (row!.Id, row[ContentTable.Article["Slug"]]));
        Assert.Equal("Third", Assert.Single(row.Rows("topics")).Name());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_former_slug_and_a_merged_id_below_it_are_resolved_together(bool readsOnce)
    {
        var relation = Relation.ArticlesOf(ContentTable.Topic);
        var list = TestLists.Of(ContentTable.Article).List() with
        {
            Where = new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, news.Second)),
            Order = [TestLists.By(ContentTable.Article, "PublishedAt")],
        };
        var topic = TestLists.Of(ContentTable.Topic, "Name").With(relation, list.Selection, list);

        var row = await ReadAsync(readsOnce, s => s.ReadOneAsync(topic, ContentTable.Topic["Slug"], "first", Token));

        Assert.Equal(("Third", news.Articles.Length - 1), (row!.Name(), ((Page)row!.Related(relation.Name)!).Rows.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_filter_by_a_merged_id_matches_the_survivor(bool readsOnce)
    {
        var (id, both) = (ContentTable.Topic.Id,
            new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, news.Other)));
        Condition Topics(Condition of) => new Condition.Some(Relation.Topics, of);
        (Condition Where, long[] Found)[] cases =
        [
            (Topics(new Condition.Compare(id, Operators.Equal, news.First)), news.Articles[..3]),
            (Topics(Condition.IsOneOf(id, [news.First, news.Third])), news.Articles[..3]),
            (Topics(new Condition.Below(ContentTable.Topic, news.Second)), news.Articles),
            (Condition.All([Topics(new Condition.Compare(id, Operators.Equal, news.First)), both]), news.Articles[2..3]),
            (Condition.All([both, new Condition.Not(Topics(new Condition.Compare(id, Operators.Equal, news.Second)))]), [news.OfOther]),
            (new Condition.Some(Relation.Mentions, new Condition.Compare(ContentTable.Mention["EntityId"], Operators.Equal, news.First)),
                news.Articles[..3]),
        ];
        foreach (var (where, found) in cases)
        {
            var page = await ReadAsync(readsOnce, s => s.ReadPageAsync(
                TestLists.Of(ContentTable.Article)
                    .List() with
                {
                    Where = where,
                    Order = [TestLists.By(ContentTable.Article, "PublishedAt")],
                    Parts = ListParts.Rows | ListParts.TotalCount
                }, Token));
            Assert.Equal(found, page.Ids());
            Assert.Equal(page.Rows.Count, page.TotalCount);
        }
    }

    [Fact]
    public async Task A_nested_list_resolves_merged_ids_and_its_cursors_belong_to_the_original_filter()
    {
        var under = new ListQuery
        {
            Selection = TestLists.Of(ContentTable.Article, "Headline"),
            Where = new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, news.First)),
            Order = [TestLists.By(ContentTable.Article, "PublishedAt")],
            Size = 1,
        };
        var relation = Relation.ArticlesOf(ContentTable.Topic);
        var topics = TestLists.Of(ContentTable.Topic, "Name").With(relation, under.Selection, under).List() with
        {
            Where = new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, news.Second),
        };

        var page = await ReadAsync(readsOnce: true, s => s.ReadPageAsync(topics, Token));

        var its = (Page)Assert.Single(page.Rows).Related(relation.Name)!;
        Assert.Equal(news.Articles[0], Assert.Single(its.Rows).Id);
        Assert.Null(PageCursor.Read(under, its.Cursors[0]).Error);
        Assert.Null(PageCursor.Read(topics, page.Cursors[0]).Error);
        Assert.Equal([news.Articles[1]],
            (await news.Database.ReadAsync(under with { Cursor = PageCursor.Read(under, its.Cursors[0]).Values })).Ids());
    }

    [Fact]
    public async Task A_filter_by_an_id_that_was_not_merged_takes_one_round_trip()
    {
        await using var snapshot = new SnapshotFactory(news.Database.Database).Open(Visibility.Public, readsOnce: true);
        var list = TestLists.Of(ContentTable.Article).List() with
        {
            Where = new Condition.Some(Relation.Topics, new Condition.Compare(ContentTable.Topic.Id, Operators.Equal, news.Other)),
        };

        var page = await snapshot.ReadPageAsync(list, Token);

        // The articles, and whether the topic was merged; a second round trip would have been rejected.
        Assert.Equal((2, 2), (page.Rows.Count, snapshot.StatementCount));
    }

    private async Task<T> ReadAsync<T>(bool readsOnce, Func<NewsSnapshot, Task<T>> read)
    {
        await using var snapshot = new SnapshotFactory(news.Database.Database).Open(Visibility.Public, readsOnce);
        return await read(snapshot);
    }
}
