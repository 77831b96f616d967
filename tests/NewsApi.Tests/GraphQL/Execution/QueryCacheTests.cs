using System.Globalization;
using System.Net.Http.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Answers from memory: never older than what a client can know, and never for another client.</summary>
public sealed class QueryCacheTests(CachingServer service) : IClassFixture<CachingServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_is_computed_once_until_something_is_written()
    {
        var name = $"once {Guid.NewGuid():N}";
        var query = $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { nodes { headline } totalCount } }""";
        var before = await service.HitAsync(query);
        var misses = service.Cache.Misses;
        Assert.Equal(before, (await CachingServer.ReadAsync(service.Server.Client, query)).Body);
        Assert.Equal(misses, service.Cache.Misses);
        await service.PublishAsync(name);
        Assert.Contains(name, (await CachingServer.ReadAsync(service.Server.Client, query)).Body, StringComparison.Ordinal);
        Assert.Contains(name, await service.HitAsync(query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_leave_the_answers_in_memory_as_they_are()
    {
        var name = $"draft {Guid.NewGuid():N}";
        var query =
            $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { totalCount } article(slug: "{{name[..12]}}") { id } }""";
        var withCursor = query.Replace("totalCount", "totalCount wireCursor", StringComparison.Ordinal);
        var before = await service.HitAsync(query);
        var shown = await service.HitAsync(withCursor);
        var misses = service.Cache.Misses;
        await service.WriteAsync($$"""mutation { createArticle(input: { headline: "{{name}}", language: "en" }) { cursor } }""");
        await Poll.UntilAsync(async () =>
        {
            // Until the process has read the draft's change of the log, a request is computed.
            var hits = service.Cache.Hits;
            Assert.Equal(before, (await CachingServer.ReadAsync(service.Server.Client, query)).Body);
            return service.Cache.Hits > hits;
        });
        Assert.InRange(service.Cache.Misses - misses, 0, 50);

        // The position of the log is another one now.
        var (again, cursor) = await CachingServer.ReadAsync(service.Server.Client, withCursor);
        Assert.NotEqual(shown, again);
        Assert.Contains(cursor, again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ingested_item_is_in_every_later_answer()
    {
        for (var i = 0; i < 10; i++)
        {
            var uri = $"urn:test:ingest:{Guid.NewGuid():N}";
            var query = $$"""{ article(uri: "{{uri}}") { headline } }""";
            Assert.Equal("""{"data":{"article":null}}""", await service.HitAsync(query));
            var headlines = new[] { new { value = "It is in" } };
            using var response = await service.Editor.PostAsJsonAsync(
                "ingest/ninjs", new { uri, pubStatus = "usable", language = "en", headlines }, Token);
            Assert.Contains("CREATED", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Contains("It is in", (await CachingServer.ReadAsync(service.Server.Client, query)).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{ wire { time } }")]
    [InlineData("""{ suggest(text: "rail") { __typename } }""")]
    [InlineData("""{ articles(search: "harbour") { nodes { headline } } }""")]
    [InlineData("{ articles(first: 1) { nodes { related { headline } } } }")]
    [InlineData("{ __typename }")]
    [InlineData("{ __schema { queryType { name } } }")]
    [InlineData("""{ node(id: "wrong") { id } }""")]
    public async Task An_answer_that_depends_on_more_than_public_content_is_always_computed(string query)
    {
        await service.PublishAsync("Harbour bridge reopens");
        await service.HitAsync("{ articles { totalCount } }");
        var (hits, misses) = (service.Cache.Hits, service.Cache.Misses);
        for (var i = 0; i < 3; i++)
        {
            await CachingServer.ReadAsync(service.Server.Client, query);
        }

        Assert.Equal((hits, misses + 3), (service.Cache.Hits, service.Cache.Misses));
    }

    [Fact]
    public async Task Roles_are_never_mixed()
    {
        var name = $"roles {Guid.NewGuid():N}";
        var query = $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { nodes { headline status } totalCount } }""";
        await service.WriteAsync($$"""mutation { createArticle(input: { headline: "{{name}}", language: "en" }) { cursor } }""");
        using var preview = await service.Server.ClientOfAsync(Role.Preview);
        using var reader = await service.Server.ClientOfAsync(Role.Reader);
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("DRAFT", (await CachingServer.ReadAsync(preview, query)).Body, StringComparison.Ordinal);
            Assert.DoesNotContain("DRAFT", await service.HitAsync(query), StringComparison.Ordinal);
            Assert.DoesNotContain("DRAFT", (await CachingServer.ReadAsync(reader, query)).Body, StringComparison.Ordinal);
            Assert.Contains("DRAFT", (await CachingServer.ReadAsync(service.Editor, query)).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_never_outlives_an_embargo_or_an_expiry(bool expires)
    {
        var name = $"due {Guid.NewGuid():N}";
        var query = $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { totalCount } }""";
        var due = (await NowAsync()).AddSeconds(2);
        await service.PublishAsync(name, expires ? null : due, expires ? due : null);
        var (early, late) = expires ? (1, 0) : (0, 1);
        Assert.Equal(Count(early), await service.HitAsync(query));
        var (before, hits) = (0, service.Cache.Hits);
        for (var isOver = false; !isOver;)
        {
            // The clock is read before and after the answer, which must be right at a time between the two.
            var sent = await NowAsync();
            var (body, _) = await CachingServer.ReadAsync(service.Server.Client, query);
            var received = await NowAsync();
            Assert.True(received < due ? body == Count(early) : sent < due || body == Count(late), $"{body} at {sent:O}, due at {due:O}");
            before += received < due ? 1 : 0;
            isOver = sent > due.AddMilliseconds(500);
        }

        Assert.True(before > 0 && service.Cache.Hits > hits);
        Assert.Equal(Count(late), await service.HitAsync(query));

        static string Count(int count) => string.Create(
            CultureInfo.InvariantCulture, $"{{\"data\":{{\"articles\":{{\"totalCount\":{count}}}}}}}");
    }

    [Fact]
    public async Task Another_process_answers_with_the_write_as_soon_as_it_has_read_the_log()
    {
        await using var other = await service.StartOtherAsync("8000000");
        using var reader = new HttpClient { BaseAddress = new Uri(other.Addresses.Single()) };
        const string query = """{ articles(where: { headline: { startsWith: "Ferry " } }) { totalCount } }""";
        for (var i = 1; i <= 10; i++)
        {
            await CachingServer.ReadAsync(reader, query);
            await CachingServer.ReadAsync(reader, query);
            await service.PublishAsync($"Ferry {i}");
            var (_, cursor) = await CachingServer.ReadAsync(service.Server.Client, query);
            var (body, _) = await CachingServer.ReadAsync(reader, query, atLeast: cursor);
            Assert.Contains($"\"totalCount\":{i}}}", body, StringComparison.Ordinal);
        }

        // Without a demand too, a moment later.
        await service.PublishAsync("Ferry last");
        await Poll.UntilAsync(async () =>
            (await CachingServer.ReadAsync(reader, query)).Body.Contains("\"totalCount\":11}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_that_wait_for_one_answer_share_its_computation()
    {
        const string query = "query Shared { articles(first: 3) { nodes { headline } totalCount } }";
        await service.HitAsync(query);
        await using var writer = await service.Server.Database.Source.OpenConnectionAsync(Token);
        await using var transaction = await writer.BeginTransactionAsync(Token);
        await using (var hold = new NpgsqlCommand("lock table article in access exclusive mode", writer))
        {
            await hold.ExecuteNonQueryAsync(Token);
        }

        var (misses, other) = (service.Cache.Misses, query.Replace("3", "4", StringComparison.Ordinal));
        Task<(string Body, string Cursor)>[] all =
            [.. Enumerable.Range(0, 20).Select(_ => CachingServer.ReadAsync(service.Server.Client, other))];
        await Poll.UntilAsync(() => service.Cache.Misses == misses + 1);
        await transaction.RollbackAsync(Token);
        Assert.Single((await Task.WhenAll(all)).Select(a => a.Body).Distinct());
        Assert.InRange(service.Cache.Misses - misses, 1, 2);
    }

    [Fact]
    public async Task The_tag_changes_exactly_when_the_bytes_do()
    {
        var name = $"tag {Guid.NewGuid():N}";
        var query = $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { totalCount } }""";
        var url = $"graphql?query={Uri.EscapeDataString(query)}";
        using var first = await service.Server.Client.GetAsync(new Uri(url, UriKind.Relative), Token);
        Assert.True(first.Headers.CacheControl is { Public: true, NoCache: true });
        var tag = first.Headers.ETag?.ToString();
        await service.PublishAsync("unrelated");
        for (var i = 0; i < 2; i++)
        {
            using var same = await GetAsync();
            Assert.Equal(304, (int)same.StatusCode);
            Assert.Equal(tag, same.Headers.ETag?.ToString());
            Assert.NotEmpty(same.Headers.GetValues("News-Cursor"));
        }

        await service.PublishAsync(name);
        using var changed = await GetAsync();
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag?.ToString());

        async Task<HttpResponseMessage> GetAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("If-None-Match", tag);
            return await service.Server.Client.SendAsync(request, Token);
        }
    }

    private async Task<DateTimeOffset> NowAsync() =>
        new(await service.Server.Database.ScalarAsync<DateTime>("select date_trunc('milliseconds', clock_timestamp())"), TimeSpan.Zero);
}
