using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Formats;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Outgoing;

/// <summary>Export, import into an empty database, export: the same bytes, and the same rows.</summary>
public sealed class ArchiveSnapshotTests(TestPostgres postgres, ITestOutputHelper output)
{
    [Fact]
    public async Task A_random_newsroom_moves_to_an_empty_database_without_a_difference()
    {
        await using var server = await TestServer.StartAsync(postgres);
        var newsroom = await RandomNewsroom.CreateAsync(server, output);
        for (var i = 0; i < 150; i++)
        {
            await newsroom.Writes.WriteAsync();
        }

        await MakeLinksAsync(server.Database);
        await using var other = await EmptyAsync();
        var export = await ExportedArchive.MoveAsync(server.Database, other);

        var head = await other.HeadAsync();
        Assert.All(await ExportedArchive.ImportAsync(other.Database, export), outcome =>
        {
            Assert.Equal(ItemResult.Unchanged, outcome.Result);
            Assert.Empty(outcome.Warnings);
        });
        Assert.Equal(head, await other.HeadAsync());
    }

    [Fact]
    public async Task New_articles_get_ids_beyond_those_of_an_imported_export()
    {
        await using var from = await EmptyAsync();
        await from.ExecuteAsync("select setval(pg_get_serial_sequence('article', 'id'), 4999)");
        await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"));
        await using var into = await EmptyAsync();
        await ExportedArchive.MoveAsync(from, into);

        await new TestNewsroom(into.Database).PublishAsync("Ferry is late", TestNewsroom.Place("Bergen"));

        var ids = await into.ScalarAsync<long[]>("select array_agg(id order by id) from article");
        Assert.Equal([5000L, 5001L], ids);
    }

    [Fact]
    public async Task A_taken_id_moves_one_article_of_an_export_and_no_other_one()
    {
        await using var from = await EmptyAsync();
        for (var i = 0; i < 6; i++)
        {
            await new TestNewsroom(from.Database).PublishAsync($"Harbour bridge reopens {i}");
        }

        await using var into = await EmptyAsync();
        await new TestNewsroom(into.Database).PublishAsync("Ferry is late");
        var export = await ExportedArchive.ExportAsync(from.Database);
        await ExportedArchive.ImportAsync(into.Database, export, options: new ImportOptions { BatchSize = 2 });

        var ids = await into.ScalarAsync<long[]>("select array_agg(id order by headline) from article where headline like 'Harbour%'");
        Assert.Equal([7L, 2L, 3L, 4L, 5L, 6L], ids);
    }

    [Fact]
    public async Task An_entity_that_was_renamed_after_an_import_is_found_when_the_export_is_imported_again()
    {
        await using var from = await EmptyAsync();
        await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Topic("Trade"));
        await from.ExecuteAsync("update entity set uri = null");
        await using var into = await EmptyAsync();
        var export = await ExportedArchive.MoveAsync(from, into);
        var id = await into.ScalarAsync<long>("select id from entity");
        var commands = new EntityCommands(into.Database);
        await commands.UpsertAsync(
            EntityKind.Topic, id, draft => (draft ?? new() { Name = "" }) with { Name = "Commerce", Slug = "commerce" },
            TestContext.Current.CancellationToken);

        await ExportedArchive.ImportAsync(into.Database, export);

        Assert.Equal(["commerce"], await into.ScalarAsync<string[]>("select array_agg(slug) from entity"));
    }

    [Fact]
    public async Task An_export_changes_nothing_that_is_stored_already()
    {
        await using var from = await EmptyAsync();
        var uri = await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"));
        var export = await ExportedArchive.ExportAsync(from.Database);
        await using var into = await EmptyAsync();
        await new TestNewsroom(into.Database).ImportAsync(
            TestNewsroom.Item("Harbour bridge closes", TestNewsroom.Place("Oslo")) with { Uri = uri });
        var stored = await ExportedArchive.StoredAsync(into);

        var outcomes = await ExportedArchive.ImportAsync(into.Database, export);

        Assert.All(outcomes, outcome => Assert.Equal(ItemResult.Unchanged, outcome.Result));
        Assert.Equal(["stored-entity", "stored-article"], outcomes.SelectMany(o => o.Warnings).Select(warning => warning.Name));
        Assert.Equal(stored, await ExportedArchive.StoredAsync(into));
    }

    [Fact]
    public async Task An_article_whose_id_slug_or_names_are_taken_gets_others_and_keeps_its_mentions()
    {
        await using var from = await EmptyAsync();
        await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Topic("Trade"));
        await using var into = await EmptyAsync();
        await new TestNewsroom(into.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Topic("Roads"));

        var outcomes = await ExportedArchive.ImportAsync(into.Database, await ExportedArchive.ExportAsync(from.Database));

        Assert.All(outcomes, outcome => Assert.Equal(ItemResult.Created, outcome.Result));
        var slugs = await into.ScalarAsync<string[]>(
            """
            select array_agg(a.slug || ' ' || e.slug order by a.slug) from article a
            join mention m on m.article_id = a.id join entity e on e.id = m.entity_id
            """);
        Assert.Equal(["harbour-bridge-reopens roads", "harbour-bridge-reopens-2 trade"], slugs);
    }

    [Fact]
    public async Task A_dry_run_reports_what_would_be_created_and_writes_nothing()
    {
        await using var from = await EmptyAsync();
        await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Topic("Trade"));
        await using var into = await EmptyAsync();

        var outcomes = await ExportedArchive.ImportAsync(
            into.Database, await ExportedArchive.ExportAsync(from.Database), options: new ImportOptions { DryRun = true });

        Assert.All(outcomes, outcome => Assert.Equal(ItemResult.Created, outcome.Result));
        Assert.Equal("", await ExportedArchive.StoredAsync(into));
    }

    [Fact]
    public async Task A_document_that_was_imported_before_the_export_is_not_applied_again_after_it()
    {
        await using var from = await EmptyAsync();
        var item = TestNewsroom.Item("Harbour bridge reopens");
        await new TestNewsroom(from.Database).ImportAsync(item);
        await from.ExecuteAsync("update article set headline = 'Harbour bridge is open again', version = 2");
        await using var into = await EmptyAsync();
        await ExportedArchive.MoveAsync(from, into);

        var replayed = await new Importer(into.Database)
            .ImportAsync(new[] { item }.ToAsyncEnumerable(), new ImportOptions(), TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ItemResult.Unchanged, replayed.Result);
        Assert.Equal("Harbour bridge is open again", await into.ScalarAsync<string>("select headline from article"));
    }

    [Fact]
    [Trait("Needs", "Shared data")]
    public async Task Real_gazetteers_and_items_move_to_an_empty_database_without_a_difference()
    {
        await using var from = await EmptyAsync();
        var token = TestContext.Current.CancellationToken;
        string[] files =
        [
            SharedData.Path("people.ndjson"), SharedData.Path("places.ndjson"), SharedData.Path("topics.ndjson"),
            SharedData.Path("standards/ninjs/examples"), SharedData.Path("standards/newsml-g2"), SharedData.Path("standards/feeds"),
            SharedData.Path("reuters-public.ndjson.gz"),
        ];
        var items = new IncomingReader(new()).ReadAsync(files, token);
        var stored = await new Importer(from.Database).ImportAsync(items, new ImportOptions(), token)
            .CountAsync(outcome => outcome.Result == ItemResult.Created, token);
        await using var into = await EmptyAsync();

        var export = await ExportedArchive.MoveAsync(from, into);

        Assert.True(stored > 10_000);
        output.WriteLine($"{stored} items, {export.Length} characters");
    }

    [Fact]
    public async Task A_stranger_s_import_of_the_same_lines_sets_no_version_time_or_slug()
    {
        await using var from = await EmptyAsync();
        await from.ExecuteAsync("select setval(pg_get_serial_sequence('article', 'id'), 899)");
        await new TestNewsroom(from.Database).PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"));
        await from.ExecuteAsync(
            "update article set slug = 'mine', version = 7, created_at = '2001-01-01Z', withdrawal_reason = 'A secret'");
        await using var into = await EmptyAsync();

        var outcomes = await ExportedArchive.ImportAsync(
            into.Database, await ExportedArchive.ExportAsync(from.Database), KnownFormats.Detected);

        Assert.All(outcomes, outcome => Assert.Equal(ItemResult.Created, outcome.Result));
        Assert.Equal(
            "harbour-bridge-reopens 1 t",
            await into.ScalarAsync<string>(
                "select concat_ws(' ', slug, version, created_at > '2002-01-01' and withdrawal_reason is null and id <> 900) from article"));
    }

    /// <summary>Makes some tags links with spans, and removes links, which the random writes do not.</summary>
    private static async Task MakeLinksAsync(TestDatabase database)
    {
        await database.ExecuteAsync(
            """
            update mention m set origin = 2, spans = '[{"start":0,"end":2},{"start":3,"end":6}]'
            from article a where a.id = m.article_id and length(a.body_text) > 6 and m.entity_id % 2 = 0
            """);
        await database.ExecuteAsync(
            """
            insert into removed_link (article_id, entity_id) select a.id, e.id from article a join entity e on e.id % 7 = a.id % 7
            where not exists (select from mention m where m.article_id = a.id and m.entity_id = e.id)
            """);
        await database.ExecuteAsync(
            "update article set withdrawal_reason = 'It was wrong: \"0 < 1\".' where withdrawn_at is not null and id % 2 = 0");
    }

    private async Task<TestDatabase> EmptyAsync()
    {
        var database = new TestDatabase(postgres);
        await database.InitializeAsync();
        return database;
    }
}
