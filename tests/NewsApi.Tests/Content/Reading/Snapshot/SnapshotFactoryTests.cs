using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Snapshot;

public sealed class SnapshotFactoryTests(SnapshotFactoryTests.TwentyArticles news) : IClassFixture<SnapshotFactoryTests.TwentyArticles>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestDatabase Database => news.Database;

    /// <summary>Twenty public articles, each with two people, a place and two topics, in an order of its own.</summary>
    public sealed class TwentyArticles(TestPostgres server) : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new(server);

        public Article[] Articles { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            Entity[] entities = [Some.Person("Ada"), Some.Person("Bo"), Some.Place("Oslo"), Some.Topic("Trade"), Some.Topic("Ships")];
            await Database.StoreAsync(entities);
            var random = new Random(3);
            Articles = [.. Enumerable.Range(0, 20).Select(i =>
            {
                random.Shuffle(entities);
                var article = Some.Article(
                    $"article {i}", Some.Moment, new ArticleContent { Headline = "", Language = "en", Body = "<p>A long body.</p>" });
                article.BodyText = "A long body.";
                return article.Naming(entities);
            })];
            await Database.StoreAsync(Articles);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }

    [Fact]
    public async Task Twenty_articles_with_people_places_and_topics_take_as_many_statements_as_one()
    {
        var (of1, roundTripsOf1) = await CountAsync(size: 1);
        var (of20, roundTripsOf20) = await CountAsync(size: 20);
        Assert.Equal((2, 2), (of1, of20));
        Assert.Equal((2, 2), (roundTripsOf1, roundTripsOf20));
    }

    [Fact]
    public async Task Nested_relations_take_one_statement_a_level()
    {
        var articles = TestLists.Of(ContentTable.Article, "Headline").With(Relation.Topics, TestLists.Of(ContentTable.Topic, "Name"));
        var relation = Relation.ArticlesOf(ContentTable.Person);
        var people = TestLists.Of(ContentTable.Person, "Name")
            .With(relation, articles, articles.List(size: 5) with { Parts = ListParts.Rows | ListParts.TotalCount });
        await using var snapshot = new SnapshotFactory(Database.Database).Open(Visibility.Public);
        var page = await snapshot.ReadPageAsync(people.List(), Cancel);

        // The people; their articles and how many; the topics of those.
        Assert.Equal(4, snapshot.StatementCount);
        Assert.Equal(2, page.Rows.Count);
        Assert.All(page.Rows, person =>
        {
            var its = (Page)person.Related(relation.Name)!;
            Assert.Equal((5, 20L, true), (its.Rows.Count, its.TotalCount, its.HasNext));
            Assert.All(its.Rows, article => Assert.Equal(2, article.Rows("topics").Count));
        });
    }

    [Fact]
    public async Task Entities_of_an_article_come_in_the_order_of_its_mentions()
    {
        var entity = new[] { ContentTable.Person, ContentTable.Place, ContentTable.Topic }.Select(t => TestLists.Of(t, "Name")).ToArray();
        var mention = new Selection(ContentTable.Mention);
        mention.Add(ContentTable.Mention["Ordinal"]);
        mention.Add(new RelatedRead("entity", Relation.MentionedEntity, entity));
        var selection = TestLists.Of(ContentTable.Article).With(Relation.Mentions, mention)
            .With(Relation.People, TestLists.Of(ContentTable.Person, "Name"))
            .With(Relation.Topics, TestLists.Of(ContentTable.Topic, "Name"));
        var page = await Database.ReadAsync(selection.List());

        Assert.Equal(news.Articles.Select(a => a.Id), page.Ids());
        foreach (var (article, row) in news.Articles.Zip(page.Rows))
        {
            long[] Named(params EntityKind[] kinds) =>
                [.. article.Mentions.Where(m => kinds.Contains(m.Kind)).OrderBy(m => m.Ordinal).Select(m => m.EntityId)];
            Assert.Equal(Named(Enum.GetValues<EntityKind>()), row.Rows("mentions").Select(m => ((Row)m.Related("entity")!).Id));
            Assert.Equal(Named(EntityKind.Person), row.Rows("people").Select(r => r.Id));
            Assert.Equal(Named(EntityKind.Topic), row.Rows("topics").Select(r => r.Id));
        }
    }

    [Fact]
    public async Task The_body_is_read_from_the_database_only_if_it_is_selected()
    {
        using (var log = new StatementLog(Database))
        {
            await CountAsync(size: 20);
            Assert.Contains(log.RoundTrips, sql => sql.Contains("a.headline", StringComparison.Ordinal));
            Assert.All(log.RoundTrips, sql => Assert.DoesNotContain("body", sql, StringComparison.Ordinal));
        }

        using (var log = new StatementLog(Database))
        {
            var page = await Database.ReadAsync(TestLists.Of(ContentTable.Article, "Body").List());
            Assert.Contains(log.RoundTrips, sql => sql.Contains("a.body", StringComparison.Ordinal));
            Assert.All(page.Rows, row => Assert.Equal("<p>A long body.</p>", row[ContentTable.Article["Body"]]));
        }
    }

    [Fact]
    public async Task The_total_count_is_read_only_if_it_is_selected()
    {
        using var log = new StatementLog(Database);
        Assert.Null((await Database.ReadAsync(TestLists.Of(ContentTable.Article).List())).TotalCount);
        Assert.All(log.RoundTrips, sql => Assert.DoesNotContain("count(*)", sql, StringComparison.Ordinal));

        var onlyCount = await Database.ReadAsync(TestLists.Of(ContentTable.Article).List() with { Parts = ListParts.TotalCount });
        Assert.Equal((20L, 0), (onlyCount.TotalCount, onlyCount.Rows.Count));
    }

    [Fact]
    public async Task A_snapshot_does_not_see_later_commits_and_its_cursor_matches_its_rows()
    {
        await using var snapshot = new SnapshotFactory(Database.Database).Open(Visibility.Everything);
        var urgent = new Condition.Compare(ContentTable.Article["Urgency"], Operators.Equal, 1);
        var list = TestLists.Of(ContentTable.Article).List() with { Where = urgent, Parts = ListParts.Rows | ListParts.TotalCount };
        Assert.Equal(0, (await snapshot.ReadPageAsync(list, Cancel)).TotalCount);
        var before = snapshot.Cursor;

        WireCursor written;
        await using (var connection = await Database.Source.OpenConnectionAsync(Cancel))
        await using (var transaction = await connection.BeginTransactionAsync(Cancel))
        {
            await using var update = new Npgsql.NpgsqlCommand("update article set urgency = 1", connection);
            await update.ExecuteNonQueryAsync(Cancel);
            written = await WireWriter.AppendAsync(connection, [new ChangeEntry(ChangeKind.Article, 1, null, null)], Cancel);
            await transaction.CommitAsync(Cancel);
        }

        var after = await snapshot.ReadPageAsync(list, Cancel);
        Assert.Equal((0L, before), (after.TotalCount, after.Wire));
        var now = await Database.ReadAsync(list);
        Assert.Equal((20L, written), (now.TotalCount, now.Wire));
        Assert.Equal(before.Position + 1, written.Position);
    }

    [Fact]
    public async Task ReadByIdAsync_returns_rows_in_the_order_of_the_ids_and_null_for_unknown_ids()
    {
        await using var snapshot = new SnapshotFactory(Database.Database).Open(Visibility.Public);
        var (first, last) = (news.Articles[0].Id, news.Articles[^1].Id);
        var rows = await snapshot.ReadByIdAsync(TestLists.Of(ContentTable.Article), [last, 0, first, last, long.MaxValue], Cancel);
        Assert.Equal([last, null, first, last, null], rows.Select(r => r?.Id));
    }

    [Fact]
    public async Task Concurrent_reads_share_the_single_connection_of_a_snapshot()
    {
        await using var snapshot = new SnapshotFactory(Database.Database).Open(Visibility.Public);
        var pages = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => snapshot.ReadPageAsync(TestLists.Of(ContentTable.Article).List(), Cancel)));
        Assert.All(pages, page => Assert.Equal(20, page.Rows.Count));
        Assert.Single(pages.Select(p => p.Wire).Distinct());
    }

    private async Task<(int Statements, int RoundTrips)> CountAsync(int size)
    {
        using var log = new StatementLog(Database);
        await using var snapshot = new SnapshotFactory(Database.Database).Open(Visibility.Public);
        var selection = TestLists.Of(ContentTable.Article, "Headline", "Summary")
            .With(Relation.People, TestLists.Of(ContentTable.Person, "Name"))
            .With(Relation.Places, TestLists.Of(ContentTable.Place, "Name"))
            .With(Relation.Topics, TestLists.Of(ContentTable.Topic, "Name"));
        var page = await snapshot.ReadPageAsync(selection.List(size), Cancel);
        Assert.Equal(size, page.Rows.Count);
        return (snapshot.StatementCount, log.RoundTrips.Count);
    }
}
