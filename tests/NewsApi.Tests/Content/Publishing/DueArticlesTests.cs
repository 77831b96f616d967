using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class DueArticlesTests(TestDatabase database, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Articles_that_became_due_while_no_process_ran_are_appended_once_at_the_next_start()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        var begin = wire.Head;
        var now = await NowAsync();
        var appeared = Article("appeared", now.AddMinutes(-1));
        var expired = Article("expired", now.AddDays(-1), expires: now.AddMinutes(-2), announced: true);
        await database.StoreAsync(
            appeared, expired,
            Article("draft", null), Article("scheduled", now.AddHours(1)), Article("known", now.AddDays(-1), announced: true),
            Article("came and went", now.AddDays(-2), expires: now.AddDays(-1)));
        var withdrawn = Article("withdrawn", now.AddMinutes(-1));
        withdrawn.WithdrawnAt = now;
        await database.StoreAsync(withdrawn);

        await using var due = Due(wire);
        due.Start();
        var events = await EventsAsync(wire, begin, 2);
        Assert.Equal(0, await due.WriteAsync(Token));

        // In the order of their moments.
        Assert.Equal([(expired.Id, true, false), (appeared.Id, false, true)],
            events.Select(e => (e.SubjectId, e.Before is not null, e.After is not null)));
        Assert.Equal("appeared", events[1].After!.Parse(ChangeFacts.FromJson).Content.Headline);
        Assert.Equal(wire.Head.Position, begin.Position + 2);
        Assert.Equal("appeared, known",
            await database.ScalarAsync<string>(
            "select string_agg(headline, ', ' order by headline) from article where announced and headline in ('appeared', 'expired', 'draft', 'scheduled', 'known', 'came and went', 'withdrawn')"));
    }

    [Fact]
    public async Task Two_processes_append_one_event_for_each_of_a_hundred_articles_due_at_once()
    {
        await using var one = NewsDatabase.At(database.ConnectionString);
        await using var other = NewsDatabase.At(database.ConnectionString);
        await using var wire = await TestWire.StartAsync(one);
        await using var otherWire = await TestWire.StartAsync(other);
        await using var due = Due(wire, one);
        await using var otherDue = Due(otherWire, other);
        due.Start();
        otherDue.Start();
        var begin = wire.Head;
        var moment = (await NowAsync()).AddMilliseconds(1500);
        var place = Some.Place("Oslo");
        await database.StoreAsync(place);
        await database.StoreAsync([.. Enumerable.Range(0, 100).Select(i => Article($"At once {i}", moment).Naming(place))]);
        await database.StoreAsync(
            [.. Enumerable.Range(0, 100).Select(i => Article($"Over {i}", moment.AddDays(-1), expires: moment, announced: true))]);

        var events = await EventsAsync(wire, begin, 200);

        Assert.Equal(200, events.DistinctBy(e => e.SubjectId).Count());
        Assert.Equal(100, events.Count(e => e is { Before: null, After: not null }));
        Assert.Equal(100, events.Count(e => e is { Before: not null, After: null }));
        Assert.All(events, e => Assert.True(e.CommittedAt >= moment, $"{e.CommittedAt:O} is before {moment:O}"));
        Assert.All(events.Select(e => e.After).OfType<LazyJson>(), after =>
            Assert.Equal(place.Id, Assert.Single(after.Parse(ChangeFacts.FromJson).Mentions).EntityId));
        output.WriteLine($"the last of 200 events {(events.Max(e => e.CommittedAt) - moment).TotalMilliseconds} ms after their moment");
        Assert.Equal(0, await due.WriteAsync(Token));
        Assert.Equal(0, await otherDue.WriteAsync(Token));
    }

    [Fact]
    public async Task An_article_scheduled_for_the_next_instant_is_appended_without_waiting_for_a_poll()
    {
        await using var wire = await TestWire.StartAsync(database.Database, new WireOptions { PollInterval = TimeSpan.FromHours(1) });
        await using var due = Due(wire, options: new DueArticlesOptions { PollInterval = TimeSpan.FromHours(1) });
        due.Start();
        var begin = wire.Head;

        var moment = (await NowAsync()).AddMilliseconds(300);
        var article = Article("Soon", moment);
        await database.StoreAsync(article);
        await ScheduledAsync(article.Id);

        var events = await EventsAsync(wire, begin, 2);
        Assert.Equal([(article.Id, true), (article.Id, false)], events.Select(e => (e.SubjectId, e.Internal)));
        Assert.True(events[1].CommittedAt >= moment);
    }

    [Fact]
    public async Task A_due_article_that_an_editor_has_locked_is_skipped()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        await using var due = Due(wire);
        var now = await NowAsync();
        var (held, free) = (Article("held", now.AddMinutes(-1)), Article("free", now.AddMinutes(-1)));
        await database.StoreAsync(held, free);
        await using (var editor = await WriteTransaction.BeginAsync(database.Database, Token))
        {
            await using var edit = new NpgsqlCommand($"update article set withdrawn_at = now() where id = {held.Id}", editor.Connection);
            await edit.ExecuteNonQueryAsync(Token);

            Assert.Equal(1, await due.WriteAsync(Token));
            await editor.CommitAsync(Token);
        }

        Assert.Equal(0, await due.WriteAsync(Token));
        Assert.Equal($"{free.Id}",
            await database.ScalarAsync<string>(
            "select string_agg(id::text, ' ') from article where announced and headline in ('held', 'free')"));
    }

    [Fact]
    public async Task The_statements_for_due_articles_use_their_indexes()
    {
        await database.ExecuteAsync(
            """
            insert into article (uri, slug, version, word_count, created_at, published_at, first_published_at, updated_at, corrections, headline, images, language, sources, announced)
            select 'urn:many:' || i, 'many ' || i, 1, 0, now(), now() - interval '1 day', now(), now(), '[]', 'Many', '[]', 'en', '[]', true from generate_series(1, 5000) i
            """);
        await database.ExecuteAsync("analyze article");
        foreach (var question in new[] { DueArticles.Due.Replace("$1", "200", StringComparison.Ordinal), DueArticles.Next })
        {
            var plan = await ExplainedPlan.OfAsync(database, new SqlText().Append(question));
            Assert.False(plan.ReadsAll("article"), plan.Text);
        }
    }

    private DueArticles Due(NewsWire wire, NewsDatabase? process = null, DueArticlesOptions? options = null) =>
        new(process ?? database.Database, wire, options ?? new DueArticlesOptions(), TimeProvider.System, NullLogger<DueArticles>.Instance);

    private static Article Article(string headline, DateTimeOffset? published, DateTimeOffset? expires = null, bool announced = false)
    {
        var article = Some.Article(headline, published);
        (article.ExpiresAt, article.IsPublicInLog) = (expires, announced);
        return article;
    }

    private async Task<DateTimeOffset> NowAsync() =>
        new(await database.ScalarAsync<DateTime>("select date_trunc('milliseconds', clock_timestamp())"), TimeSpan.Zero);

    /// <summary>The row that a writer leaves who schedules an article.</summary>
    private async Task ScheduledAsync(long article)
    {
        await using var write = await WriteTransaction.BeginAsync(database.Database, Token);
        await WireWriter.AppendAsync(write.Connection, [new ChangeEntry(ChangeKind.Article, article, null, null, Internal: true)], Token);
        await write.CommitAsync(Token);
    }

    private static async Task<List<WireChange>> EventsAsync(NewsWire wire, WireCursor after, int count)
    {
        var events = new List<WireChange>();
        while (events.Count < count)
        {
            var batch = await wire.ReadNextAsync(after, Token);
            Assert.Null(batch.Rejection);
            events.AddRange(batch.Changes);
            after = batch.Cursor;
        }

        Assert.Equal(count, events.Count);
        return events;
    }
}
