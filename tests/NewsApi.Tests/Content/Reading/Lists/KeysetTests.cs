using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Reading.Lists;

public sealed class KeysetTests(KeysetTests.SixtyArticles news) : IClassFixture<KeysetTests.SixtyArticles>
{
    private static readonly string[] Fields =
    [
        "Id", "Uri", "Slug", "Version", "Headline", "Summary", "Language", "Section", "Source", "Urgency", "WordCount",
        "PublishedAt", "FirstPublishedAt", "UpdatedAt", "ExpiresAt", "Status",
    ];

    public static TheoryData<string> Orders { get; } = new(
        Fields.SelectMany(f => new[] { f, $"{f} desc" }).Concat(
        [
            "", "PublishedAt desc, Headline", "Section, PublishedAt desc", "Section desc, Urgency, UpdatedAt desc",
                "Urgency, Section, Summary",
            "WordCount desc, UpdatedAt desc", "Distance", "Distance desc", "Distance desc, PublishedAt, Distance2 desc",
                "Section, Distance desc",
        ]));

    private static readonly Field Distance = new(
        ContentTable.Article, "Distance", "abs({0}.word_count - {1}) * {2} + {1}", typeof(int), Nullable: false, Ordinal: -1);

    private static readonly Field Distance2 =
        new(ContentTable.Article, "Distance2", "abs({0}.word_count - {1})", typeof(int), Nullable: false, Ordinal: -1);

    /// <summary>A sort key whose expression takes parameters, as the rank of a search does.</summary>
    public static SortKey DistanceTo(int wordCount, bool descending = false) => new(Distance, descending) { Parameters = [wordCount, 10] };

    /// <summary>Sixty articles with many gaps and equal values; each names Ada or Oslo or both.</summary>
    public sealed class SixtyArticles(TestPostgres server) : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new(server);

        public Entity Ada { get; } = Some.Person("Ada");

        public Entity Oslo { get; } = Some.Place("Oslo");

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            await Database.StoreAsync(Ada, Oslo);
            var articles = new RandomNews(seed: 2).SomeArticles(60);
            for (var i = 0; i < articles.Length; i++)
            {
                articles[i].Mentions.Clear();
                articles[i].Naming(i % 3 == 0 ? [Ada] : i % 3 == 1 ? [Oslo] : [Ada, Oslo]);
            }

            await Database.StoreAsync(articles);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_read_forwards_and_backwards_equal_the_unpaged_list(string order)
    {
        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            var list = ListBy(order);
            var plain = await PlainAsync(list, visibility, "article a where true");
            Assert.True(plain.Count > 20);
            Assert.Equal(plain, await ForwardsAsync(list, visibility));
            Assert.Equal(plain, await BackwardsAsync(list, visibility));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_page_of_the_articles_of_a_person_equals_a_range_of_the_unpaged_list(string order)
    {
        foreach (var visibility in Enum.GetValues<Visibility>())
        {
            foreach (var backward in new[] { false, true })
            {
                var list = ListBy(order) with { Backward = backward };
                var ada = await PlainAsync(
                    list, visibility, $"article a join mention n on n.article_id = a.id where n.entity_id = {news.Ada.Id}");

                var cursor = await CursorOfAsync(list, visibility, ada[ada.Count / 2]);
                var page = await PageOfAsync(news.Ada, list with { Cursor = cursor }, visibility);
                var expected = backward ? ada.Take(ada.Count / 2).TakeLast(list.Size) : ada.Skip((ada.Count / 2) + 1).Take(list.Size);
                Assert.Equal(expected, page.Ids());
                Assert.Equal(ada.Count, page.TotalCount);
            }
        }
    }

    private static ListQuery ListBy(string order) => TestLists.Of(ContentTable.Article).List(size: 7) with
    {
        Order = [.. order.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(key => By(key.Split(' ')[0], key.EndsWith(" desc", StringComparison.Ordinal)))],
        Parts = ListParts.Rows | ListParts.TotalCount,
    };

    private static SortKey By(string field, bool descending) => field switch
    {
        "Distance" => DistanceTo(1, descending),
        "Distance2" => new SortKey(Distance2, descending) { Parameters = [3] },
        _ => TestLists.By(ContentTable.Article, field, descending),
    };

    private async Task<List<long>> ForwardsAsync(ListQuery list, Visibility visibility)
    {
        var ids = new List<long>();
        for (var next = list; ;)
        {
            var page = await news.Database.ReadAsync(next, visibility);
            Assert.Equal(next.Cursor is not null, page.HasPrevious);
            ids.AddRange(page.Ids());
            if (!page.HasNext)
            {
                return ids;
            }

            Assert.Equal(list.Size, page.Rows.Count);
            next = next with { Cursor = Read(list, page.Cursors[^1]) };
        }
    }

    private async Task<List<long>> BackwardsAsync(ListQuery list, Visibility visibility)
    {
        var ids = new List<long>();
        for (var previous = list with { Backward = true }; ;)
        {
            var page = await news.Database.ReadAsync(previous, visibility);
            Assert.Equal(previous.Cursor is not null, page.HasNext);
            ids.InsertRange(0, page.Ids());
            if (!page.HasPrevious)
            {
                return ids;
            }

            Assert.Equal(list.Size, page.Rows.Count);
            previous = previous with { Cursor = Read(list, page.Cursors[0]) };
        }
    }

    private async Task<Page> PageOfAsync(Entity entity, ListQuery list, Visibility visibility)
    {
        var relation = Relation.ArticlesOf(ContentTable.Of(entity.Kind));
        var selection = TestLists.Of(ContentTable.Of(entity.Kind)).With(relation, list.Selection, list);
        await using var snapshot = new SnapshotFactory(news.Database.Database).Open(visibility);
        var row = await snapshot.ReadByIdAsync(selection, [entity.Id], TestContext.Current.CancellationToken);
        return (Page)row[0]!.Related(relation.Name)!;
    }

    private async Task<ValueList<object?>> CursorOfAsync(ListQuery list, Visibility visibility, long id)
    {
        var page = await news.Database.ReadAsync(list with { Size = 1000, Backward = false }, visibility);
        return Read(list, page.Cursors[page.Ids().ToList().IndexOf(id)]);
    }

    private static ValueList<object?> Read(ListQuery list, string cursor)
    {
        var (values, error) = PageCursor.Read(list, cursor);
        Assert.Null(error);
        return values!;
    }

    /// <summary>The ids in order, by SQL that says everything that the promise says and shares nothing with the reader.</summary>
    private async Task<List<long>> PlainAsync(ListQuery list, Visibility visibility, string source)
    {
        const string Public = "and a.published_at <= now() and a.withdrawn_at is null and (a.expires_at is null or a.expires_at > now())";
        var descending = list.Order.Count > 0 && list.Order[^1].Descending;
        var keys = list.Order.Select(k => $"{Column(k.Field)} {(k.Descending ? "desc nulls first" : "asc nulls last")}")
            .Append(descending ? "a.id desc" : "a.id");
        await using var command = news.Database.Source.CreateCommand(
            $"select a.id from {source} {(visibility == Visibility.Public ? Public : "")} order by {string.Join(", ", keys)}");
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private static string Column(Field field) => field.Name switch
    {
        "Status" => "case when a.published_at is null then 0 when a.expires_at <= now() then 3 else 2 end",
        "PublishedAt" => "a.published_at",
        "FirstPublishedAt" => "a.first_published_at",
        "UpdatedAt" => "a.updated_at",
        "ExpiresAt" => "a.expires_at",
        "WordCount" => "a.word_count",
        "Distance" => "abs(a.word_count - 1)",
        "Distance2" => "abs(a.word_count - 3)",
        var name when field.Type == typeof(string) => $"a.{name} collate \"und-x-icu\"",
        var name => $"a.{name}",
    };
}
