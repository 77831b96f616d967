using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

public sealed partial class NewsDatabaseTests(TestPostgres server, TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_create_the_whole_model()
    {
        using var db = NewsDbContext.On(database.Source);
        Assert.False(db.Database.HasPendingModelChanges(),
            "The model changed: dotnet ef migrations add NAME --project src/NewsApi.Content");
    }

    [Fact]
    public async Task A_migrated_database_has_no_pending_migration_and_migrating_again_changes_nothing()
    {
        var epoch = await database.ScalarAsync<int>("select epoch from wire_head");
        await database.Database.MigrateAsync(Cancel);

        Assert.Empty(await database.Database.PendingMigrationsAsync(Cancel));
        Assert.Equal(epoch, await database.ScalarAsync<int>("select epoch from wire_head"));
    }

    [Fact]
    public async Task An_empty_database_lacks_all_migrations_that_EF_knows_in_its_order()
    {
        await using var empty = NewsDatabase.At(await server.CreateAsync("encoding 'UTF8' template template0", Cancel));
        await using var db = NewsDbContext.On(empty.Source);
        Assert.Equal(db.Database.GetMigrations(), await empty.PendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Eight_processes_that_migrate_an_empty_database_at_once_all_succeed()
    {
        var empty = await server.CreateAsync("encoding 'UTF8' template template0", Cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var each = NewsDatabase.At(new NpgsqlConnectionStringBuilder(empty) { Pooling = false }.ConnectionString);
            await each.MigrateAsync(Cancel);
        }));

        await using var migrated = NewsDatabase.At(empty);
        Assert.Empty(await migrated.PendingMigrationsAsync(Cancel));
        await using var heads = migrated.Source.CreateCommand("select count(*) from wire_head");
        Assert.Equal(1L, await heads.ExecuteScalarAsync(Cancel));
    }

    /// <summary>The function that makes the column is exchanged for one that makes another word.</summary>
    [Fact]
    public async Task A_migration_rebuilds_search_vectors_of_an_older_version_and_changes_no_other_column()
    {
        var current = await database.ScalarAsync<string>("select pg_get_functiondef('article_search(text, text, text, text, text, text, text)'::regprocedure)");
        await database.ExecuteAsync(
            """
            create or replace function article_search(
              language text, headline text, kicker text, summary text, body text, byline text, names text) returns tsvector
            language sql immutable return 'older'::tsvector;
            insert into article (uri, slug, version, word_count, created_at, updated_at, corrections, headline, images, language, sources)
            select 'older' || i, 'older' || i, 1, 0, '2020-01-01', '2020-01-01', '[]', 'Älteres ' || i, '[]', 'de', '[]'
            from generate_series(1, 450) i;
            insert into search_rebuild select 'article', max(id) - 9 from article
            """);
        await database.ExecuteAsync(current);
        const string OlderRows = "select count(*) from article where search @@ 'older'";
        var position = await database.ScalarAsync<long>("select position from wire_head");
        Assert.Equal(450L, await database.ScalarAsync<long>(OlderRows));

        await database.Database.MigrateAsync(Cancel);

        // The ten above the bound count as written by this version.
        Assert.Equal(10L, await database.ScalarAsync<long>(OlderRows));
        Assert.Equal(440L, await database.ScalarAsync<long>(
            "select count(*) from article where search @@ article_search_terms('''alter''') and updated_at = '2020-01-01'"));
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from search_rebuild"));
        Assert.Equal(position, await database.ScalarAsync<long>("select position from wire_head"));
        await database.ExecuteAsync("delete from article where slug like 'older%'");
    }

    [Fact]
    public async Task A_missing_index_is_created_by_the_next_migration()
    {
        await database.ExecuteAsync("drop index article_by_updated");
        await database.Database.MigrateAsync(Cancel);
        Assert.Equal("article",
            await database.ScalarAsync<string>("select tablename::text from pg_indexes where indexname = 'article_by_updated'"));
    }

    [Fact]
    public async Task Every_index_in_Indexes_sql_exists_and_is_valid()
    {
        await using var stream = typeof(NewsDatabase).Assembly.GetManifestResourceStream("NewsApi.Content.Database.Indexes.sql");
        var text = await new StreamReader(stream!).ReadToEndAsync(Cancel);
        string[] listed = [.. IndexName().Matches(text).Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(listed);
        Assert.All(listed, name => Assert.True(
            database.ScalarAsync<bool>(
                $"select coalesce((select indisvalid from pg_index where indexrelid = to_regclass('{name}')), false)").Result, name));
    }

    [Fact]
    public async Task A_database_with_another_encoding_is_rejected_with_advice_to_use_UTF8()
    {
        var ascii = await server.CreateAsync("encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0", Cancel);
        await using var rejected = NewsDatabase.At(ascii);

        var rejection = await Assert.ThrowsAsync<UnsuitableDatabaseException>(() => rejected.MigrateAsync(Cancel));
        Assert.Contains("SQL_ASCII", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("ENCODING 'UTF8'", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_is_stored_to_the_millisecond_and_is_found_by_its_printed_value()
    {
        var article = Some.Article(publishedAt: Some.Moment.AddTicks(1_234_567));
        await database.StoreAsync(article);

        await using var db = NewsDbContext.On(database.Source);
        var kept = await db.Articles.Where(a => a.Id == article.Id).Select(a => a.PublishedAt).SingleAsync(Cancel);
        Assert.Equal(Some.Moment.AddMilliseconds(123), kept);

        await using var snapshot = new SnapshotFactory(database.Database).Open(Visibility.Everything);
        var selection = new Selection(ContentTable.Article);
        selection.Add(ContentTable.Article.Id);
        var found = await snapshot.ReadOneAsync(selection, ContentTable.Article.Field<Article>(a => a.PublishedAt), kept!.Value, Cancel);
        Assert.Equal(article.Id, found?.Id);
    }

    [Fact]
    public async Task Text_of_every_script_is_read_back_unchanged()
    {
        const string headline = "Ærlig talt: Ελλάδα, Москва, 東京, العربية, 👩‍🚀 e\u0301 é";
        var article = Some.Article(headline);
        await database.StoreAsync(article);
        await using var db = NewsDbContext.On(database.Source);
        Assert.Equal(headline, await db.Articles.Where(a => a.Id == article.Id).Select(a => a.Content.Headline).SingleAsync(Cancel));
    }

    [GeneratedRegex(@"^create (?:unique )?index (\w+)", RegexOptions.Multiline)]
    private static partial Regex IndexName();
}
