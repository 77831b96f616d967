using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class ImporterTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Importing_the_same_items_again_writes_nothing()
    {
        Incoming[] items =
        [
            Article("urn:twice:1", mentions: [Person("Ada Example"), Place("Oslo", "urn:place:oslo")]),
            Article("urn:twice:2", "2", Day(2)),
            Article("urn:twice:2", "1", Day(1)),
            Entry(NewsApi.Content.Entities.EntityKind.Place, "Twice City", "urn:place:twice", parent: "twice-land"),
            Entry(NewsApi.Content.Entities.EntityKind.Place, "Twice Land", slug: "twice-land"),
        ];
        await database.Database.ImportAsync(items);
        var before = await database.ContentsAsync();

        var again = await database.Database.ImportAsync(items);

        Assert.Equal(before, await database.ContentsAsync());
        Assert.All(again, o => Assert.Contains(o.Result, new[] { ItemResult.Unchanged, ItemResult.Older }));
    }

    [Fact]
    public async Task A_large_import_analyzes_the_tables_and_a_small_one_does_not()
    {
        const string analyzed = "select count(last_analyze) from pg_stat_user_tables where relname in ('article', 'mention', 'entity')";
        await database.Database.ImportAsync(Entry(NewsApi.Content.Entities.EntityKind.Topic, "Only One", "urn:analyze:one"));
        Assert.Equal(0, await database.ScalarAsync<long>(analyzed));

        await database.Database.ImportAsync([.. Enumerable.Range(0, Importer.ManyChanges)
            .Select(i => Entry(NewsApi.Content.Entities.EntityKind.Topic, $"Number {i}", $"urn:analyze:{i}"))]);
        Assert.Equal(3, await database.ScalarAsync<long>(analyzed));
    }

    [Fact]
    public async Task An_older_version_never_overwrites_a_newer_one_but_its_document_is_kept()
    {
        await database.Database.ImportAsync(Article("urn:older", "10", Day(5), "The newer"));
        var older = Article("urn:older", "9", Day(5), "The older");
        var head = await database.HeadAsync();

        var outcome = Assert.Single(await database.Database.ImportAsync(older));

        Assert.Equal(ItemResult.Older, outcome.Result);
        Assert.Equal("The newer", (await database.ArticleAsync("urn:older")).Content.Headline);
        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(1, await database.ScalarAsync<long>($"select count(*) from incoming_document where document = '{older.Document}'"));
    }

    [Fact]
    public async Task A_newer_version_replaces_the_content_and_keeps_the_old_content_as_a_version()
    {
        await database.Database.ImportAsync(Article("urn:newer", "1", Day(1), "First", Person("Grace Example")));

        var outcome = Assert.Single(
            await database.Database.ImportAsync(Article("urn:newer", "2", Day(2), "Second", Person("Alan Example"))));

        var article = await database.ArticleAsync("urn:newer");
        Assert.Equal(ItemResult.Updated, outcome.Result);
        Assert.Equal(("Second", 2), (article.Content.Headline, article.Version));
        Assert.Equal(Day(2), article.UpdatedAt);
        Assert.Equal(Day(1), article.PublishedAt);
        Assert.Equal("First", await database.ScalarAsync<string>(
            $"select headline from article_version where article_id = {article.Id} and version = 1"));
        Assert.Equal("Alan Example",
            await database.ScalarAsync<string>(
            $"select string_agg(name, ',') from mention join entity on id = entity_id where article_id = {article.Id}"));
    }

    [Fact]
    public async Task A_log_row_contains_the_article_before_and_after_the_change()
    {
        await database.Database.ImportAsync(Article("urn:facts", "1", Day(1), "Before it"));
        await database.Database.ImportAsync(Article("urn:facts", "2", Day(2), "After it"));

        var article = await database.ArticleAsync("urn:facts");
        Assert.Equal("null,Before it;Before it,After it", await database.ScalarAsync<string>(
            $"""
            select string_agg(concat(coalesce(before->'content'->>'headline', 'null'), ',', after->'content'->>'headline'),
                ';' order by position)
            from wire_change where kind = 1 and subject_id = {article.Id}
            """));
    }

    [Fact]
    public async Task A_newer_version_with_the_same_content_is_recorded_without_a_log_row()
    {
        await database.Database.ImportAsync(Article("urn:same", "1", Day(1)));
        var head = await database.HeadAsync();

        var outcome = Assert.Single(await database.Database.ImportAsync(Article("urn:same", "2", Day(2))));

        var article = await database.ArticleAsync("urn:same");
        Assert.Equal(ItemResult.Unchanged, outcome.Result);
        Assert.Equal(("2", 1, Day(1)), (article.FeedVersion, article.Version, article.UpdatedAt));
        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(ItemResult.Older,
            Assert.Single(await database.Database.ImportAsync(Article("urn:same", "1", Day(1), "Late and old"))).Result);
    }

    [Fact]
    public async Task An_earlier_document_sent_again_does_not_overwrite_a_later_one_of_the_same_version()
    {
        var uncounted = Article("urn:uncounted", headline: "With a mistake");
        var corrected = Article("urn:uncounted", headline: "Without it");
        await database.Database.ImportAsync(uncounted, corrected);

        var again = await database.Database.ImportAsync(uncounted, corrected);

        Assert.Equal("Without it", (await database.ArticleAsync("urn:uncounted")).Content.Headline);
        Assert.All(again, o => Assert.Equal(ItemResult.Unchanged, o.Result));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_uri_that_occurs_again_in_a_file_gives_a_warning_and_the_newer_version_wins(int batchSize)
    {
        var uri = $"urn:double:{batchSize}";
        Incoming[] items =
        [
            Article(uri, "2", Day(2), "The newer") with { Origin = new Origin("double.ndjson", 1) },
            Article(uri, "1", Day(1), "The older") with { Origin = new Origin("double.ndjson", 2) },
            Article(uri, "3", Day(3), "The newest") with { Origin = new Origin("double.ndjson", 3) },
        ];

        var outcomes = await database.Database.ImportAsync(new ImportOptions { BatchSize = batchSize }, items);

        Assert.Equal([ItemResult.Created, ItemResult.Older, ItemResult.Updated], outcomes.Select(o => o.Result));
        Assert.Empty(outcomes[0].Warnings);
        Assert.All(outcomes.Skip(1), o => Assert.Contains("double.ndjson:1", Assert.Single(o.Warnings).Message, StringComparison.Ordinal));
        Assert.Equal("The newest", (await database.ArticleAsync(uri)).Content.Headline);
        Assert.Equal(3, await database.ScalarAsync<long>(
            $"select count(*) from incoming_document d join article a on a.id = d.article_id where a.uri = '{uri}'"));
    }

    [Fact]
    public async Task A_dry_run_returns_the_outcomes_and_writes_nothing()
    {
        await database.Database.ImportAsync(Article("urn:dry:old", "2", Day(2)));
        var before = await database.ContentsAsync();

        var outcomes = await database.Database.ImportAsync(new ImportOptions { DryRun = true, BatchSize = 2 },
        [
            Article("urn:dry:new", mentions: Person("Nobody Yet")),
            Article("urn:dry:old", "2", Day(2)),
            Article("urn:dry:old", "1", Day(1)),
            Article("urn:dry:old", "3", Day(3), "Changed"),
            Article("urn:dry:new", "2", Day(2), "Changed"),
            Article("urn:dry:new", mentions: Person("Nobody Yet")),
        ]);

        Assert.Equal(
            [ItemResult.Created, ItemResult.Unchanged, ItemResult.Older, ItemResult.Updated, ItemResult.Updated, ItemResult.Older],
            outcomes.Select(o => o.Result));
        Assert.Equal(before, await database.ContentsAsync());
    }

    [Fact]
    public async Task Equal_headlines_get_numbered_slugs_within_a_batch_and_across_batches()
    {
        await database.Database.ImportAsync(
            Article("urn:slug:1", headline: "Daily report"), Article("urn:slug:2", headline: "Daily report"));
        await database.Database.ImportAsync(
            new ImportOptions { BatchSize = 2 }, Enumerable.Range(3, 20).Select(i => Article($"urn:slug:{i}", headline: "Daily report")));

        var slugs = await database.ScalarAsync<string[]>(
            "select array_agg(slug order by length(slug), slug) from article where uri like 'urn:slug:%'");
        Assert.Equal(["daily-report", .. Enumerable.Range(2, 21).Select(i => $"daily-report-{i}")], slugs);
    }

    [Fact]
    public async Task An_abandoned_import_stops_reading_and_keeps_the_committed_batches()
    {
        var read = 0;
        var items = Enumerable.Range(1, 100_000).Select(i =>
        {
            read = i;
            return (Incoming)Article($"urn:left:{i}");
        });

        await foreach (var outcome in new Importer(database.Database)
            .ImportAsync(items.ToAsyncEnumerable(), new ImportOptions { BatchSize = 10 }, TestContext.Current.CancellationToken))
        {
            Assert.Equal(ItemResult.Created, outcome.Result);
            break;
        }

        Assert.InRange(read, 10, 1000);
        Assert.Equal(10, await database.ScalarAsync<long>("select count(*) from article where uri like 'urn:left:%'"));
    }

    [Fact]
    public async Task Items_read_before_the_source_fails_are_imported()
    {
        static IEnumerable<Incoming> Broken()
        {
            yield return Article("urn:broken:1");
            throw new InvalidDataException("The file ends in the middle.");
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => database.Database.ImportAsync(new ImportOptions(), Broken()));

        Assert.Equal("urn:broken:1", (await database.ArticleAsync("urn:broken:1")).Uri);
    }
}
