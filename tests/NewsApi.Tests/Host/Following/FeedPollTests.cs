using System.Text;
using NewsApi.Following;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>
/// A feed is requested only when it is due, its items are imported once, and no server stops the following. Each test has a feed of its
/// own over the database of the class.
/// </summary>
public sealed class FeedPollTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly RawFeedServer _server = new();
    private readonly FollowFixture _follow = new(database);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_same_items_change_nothing_whatever_else_changes_in_the_feed()
    {
        var url = _server.On("/same", Rss("same", "first build", ("a", "One"), ("b", "Two")));
        Assert.True((await _follow.PollAsync(url, Cancel)).Succeeded);
        Assert.Equal(2, _follow.TakeChanges().Count(line => line.Contains(": created ", StringComparison.Ordinal)));
        var head = await HeadAsync();

        _server.On("/same", Rss("same", "second build", ("a", "One"), ("b", "Two")));
        await _follow.PollAsync(url, Cancel);
        Assert.Empty(_follow.TakeChanges());
        Assert.Equal(head, await HeadAsync());

        _server.On("/same", Rss("same", "third build", ("a", "One, corrected"), ("b", "Two"), ("c", "Three")));
        await _follow.PollAsync(url, Cancel);
        var changes = _follow.TakeChanges();
        Assert.Equal(2, changes.Length);
        Assert.Contains(changes, line => line.EndsWith(": updated urn:same-a", StringComparison.Ordinal));
        Assert.Contains(changes, line => line.EndsWith(": created urn:same-c", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rss", """<rss version="2.0"><channel><title>N</title><item><title>T</title><guid>urn:kind:rss</guid></item></channel></rss>""")]
    [InlineData("atom", """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>urn:kind:atom</id><title>T</title><updated>2026-01-01T00:00:00Z</updated></entry></feed>""")]
    [InlineData("jsonfeed", """{"version":"https://jsonfeed.org/version/1.1","title":"N","items":[{"id":"urn:kind:jsonfeed","title":"T","content_text":"x"}]}""")]
    [InlineData("ninjs", """{"uri":"urn:kind:ninjs","headlines":[{"value":"T"}],"versionCreated":"2026-01-01T00:00:00Z"}""")]
    [InlineData("newsml", """<newsItem guid="urn:kind:newsml" version="1"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-01-01T00:00:00Z</versionCreated></itemMeta><contentMeta><headline>T</headline></contentMeta></newsItem>""")]
    [InlineData("nitf", """<nitf><head><docdata><doc-id id-string="urn:kind:nitf"/></docdata></head><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>x</p></body.content></body></nitf>""")]
    public async Task Every_format_is_followed(string kind, string document)
    {
        var result = await _follow.PollAsync(_server.On($"/{kind}", document), Cancel);
        Assert.True(result.Succeeded, string.Join('\n', _follow.TakeFailures()));
        Assert.Equal(1L, await database.ScalarAsync<long>($"select count(*) from article where uri like '%urn:kind:{kind}'"));
    }

    [Fact]
    public async Task After_a_restart_a_feed_that_is_not_due_is_not_requested_and_then_only_with_its_validators()
    {
        var url = _server.On("/due", Rss("due", "b", ("a", "One")), "ETag: \"1\"\r\nCache-Control: max-age=600\r\n");
        var first = await _follow.PollAsync(url, Cancel);
        Assert.True(first.WasDue);
        Assert.False((await _follow.PollAsync(url, Cancel)).WasDue);
        Assert.Single(_server.RequestsFor("/due"));

        _follow.Clock.Move(TimeSpan.FromMinutes(11));
        _server.On("/due", "HTTP/1.1 304 Not Modified\r\n", []);
        Assert.True((await _follow.PollAsync(url, Cancel)).Succeeded);
        Assert.Contains("If-None-Match: \"1\"", _server.RequestsFor("/due")[^1], StringComparison.Ordinal);
        Assert.Empty(_follow.TakeFailures());
    }

    [Fact]
    public async Task After_a_restart_a_feed_that_is_not_due_says_until_when_it_waits()
    {
        var url = _server.On("/wait", Rss("wait", "b", ("a", "One")), "Cache-Control: max-age=600\r\n");
        await _follow.PollAsync(url, Cancel);
        var until = (await _follow.PollAsync(url, Cancel)).NextAt;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var lines = new FirstLine();
        var following = _follow.FollowAsync(url, new FollowLog(lines, TextWriter.Null, _follow.Clock), stop.Token);
        Assert.EndsWith($"wait until {until:yyyy-MM-ddTHH:mm:ssZ}", await lines.Text.WaitAsync(Cancel), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_server_that_answers_304_for_ever_is_asked_without_a_condition_after_a_day()
    {
        var url = _server.On("/stuck", Rss("stuck", "b", ("a", "One")), "ETag: \"1\"\r\n");
        await _follow.PollAsync(url, Cancel);
        _server.On("/stuck", (head, stream, cancellation) =>
        {
            var body = Encoding.UTF8.GetBytes(Rss("stuck", "b", ("a", "One"), ("b", "Two")));
            return head.Contains("If-None-Match", StringComparison.Ordinal)
                ? RawFeedServer.SendAsync(stream, "HTTP/1.1 304 Not Modified\r\n", [], cancellation)
                : RawFeedServer.SendAsync(stream, RawFeedServer.Ok(body, "ETag: \"1\"\r\n"), body, cancellation);
        });
        for (var hours = 0; hours < 24; hours += 8)
        {
            await _follow.PollAsync(url, Cancel);
            _follow.Clock.Move(TimeSpan.FromHours(8.5));
        }

        Assert.Single(_follow.TakeChanges());
        await _follow.PollAsync(url, Cancel);
        Assert.Contains("stuck-b", Assert.Single(_follow.TakeChanges()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_fails_in_every_way_is_told_each_time_and_goes_on_where_it_was()
    {
        var url = _server.On("/lies", Rss("lies", "b", ("a", "One")));
        await _follow.PollAsync(url, Cancel);
        Assert.Single(_follow.TakeChanges());
        var gzip = RawFeedServer.Ok([1, 2, 3], "Content-Encoding: gzip\r\n");
        string[] heads =
        [
            "HTTP/1.1 500 Oh\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n", "HTTP/1.1 302 Found\r\nLocation: /lies\r\n",
            "HTTP/1.1 304 Not Modified\r\n", "HTTP/1.1 429 Slow down\r\nRetry-After: 7200\r\n", gzip, "HTTP/1.1 410 Gone\r\n", "",
        ];
        foreach (var head in heads)
        {
            _server.On("/lies", head, "abc"u8.ToArray());
            var before = _follow.Clock.GetUtcNow();
            var failed = await _follow.PollAsync(url, Cancel);
            Assert.False(failed.Succeeded);
            var shortest = head.Contains("7200", StringComparison.Ordinal) ? TimeSpan.FromHours(2) : TimeSpan.FromMinutes(1);
            Assert.True(failed.NextAt >= before + shortest, head);
            Assert.Contains($"{url}: ", Assert.Single(_follow.TakeFailures()), StringComparison.Ordinal);
            Assert.False((await _follow.PollAsync(url, Cancel)).WasDue);
            _follow.Clock.Move(TimeSpan.FromDays(1.1));
        }

        Assert.Equal(heads.Length, await database.ScalarAsync<int>($"select failures from followed_feed where url = '{url}'"));
        _server.On("/lies", Rss("lies", "b", ("a", "One"), ("b", "Two")));
        Assert.True((await _follow.PollAsync(url, Cancel)).Succeeded);
        Assert.Contains(_follow.TakeChanges(), line => line.Contains($"succeeded after {heads.Length} failures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Documents_that_cannot_be_read_are_reported_and_the_feed_goes_on()
    {
        byte[] latin = [.. "<rss version='2.0'><channel><title>N</title><item><title>caf"u8, 0xE9, .. "</title></item></channel></rss>"u8];
        string[] heads = [RawFeedServer.Ok(latin, "Content-Type: text/xml; charset=utf-8\r\n"), RawFeedServer.Ok(latin[..30])];
        foreach (var head in heads)
        {
            var url = _server.On("/bad", head, latin);
            Assert.False((await _follow.PollAsync(url, Cancel)).Succeeded);
            Assert.Contains($"{url}: ", Assert.Single(_follow.TakeFailures()), StringComparison.Ordinal);
        }

        var encoded = _server.On("/bad", RawFeedServer.Ok(latin, "Content-Type: text/xml; charset=iso-8859-1\r\n"), latin);
        await _follow.PollAsync(encoded, Cancel);
        Assert.DoesNotContain("UTF-8", string.Join('\n', _follow.TakeFailures()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permanent_move_is_told_once()
    {
        _server.On("/new", Rss("moved", "b", ("a", "One")));
        var url = _server.On("/old", "HTTP/1.1 301 Moved\r\nLocation: /new\r\n", []);
        await _follow.PollAsync(url, Cancel);
        Assert.Contains($"moved permanently to {_server.Origin}/new", Assert.Single(_follow.TakeFailures()), StringComparison.Ordinal);
        await _follow.PollAsync(url, Cancel);
        Assert.Empty(_follow.TakeFailures());
    }

    [Fact]
    public async Task A_feed_can_ask_for_a_pause_by_ttl()
    {
        var url = _server.On("/ttl", Rss("ttl", "b", ("a", "One")).Replace("<item>", "<ttl>30</ttl><item>", StringComparison.Ordinal));
        var result = await _follow.PollAsync(url, Cancel);
        Assert.InRange(result.NextAt - _follow.Clock.GetUtcNow(), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "User-agent: *\nDisallow: /robots-feed", false)]
    [InlineData("HTTP/1.1 200 OK\r\n", "User-agent: *\nDisallow: /elsewhere", true)]
    [InlineData("HTTP/1.1 404 None\r\n", "", true)]
    [InlineData("HTTP/1.1 500 Oh\r\n", "", false)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\n", "", false)]
    public async Task Robots_are_obeyed_if_the_caller_wants_it(string head, string file, bool allowed)
    {
        _server.On("/robots.txt", head, Encoding.UTF8.GetBytes(file));
        var url = _server.On("/robots-feed", Rss("robots", "b", ("a", "One")));
        Assert.Equal(allowed, (await _follow.PollAsync(url, Cancel, obeysRobots: true)).Succeeded);
        Assert.Equal(allowed ? 1 : 0, _server.RequestsFor("/robots-feed").Count);
        Assert.Equal(allowed, !string.Join('\n', _follow.TakeFailures()).Contains("robots.txt", StringComparison.Ordinal));

        _follow.Clock.Move(TimeSpan.FromDays(1));
        await _follow.PollAsync(url, Cancel);
        Assert.Equal(allowed ? 2 : 1, _server.RequestsFor("/robots-feed").Count);
    }

    [Fact]
    public async Task Another_way_of_reading_reads_the_same_bytes_again()
    {
        var url = _server.On("/strict", Rss("strict", "b", ("a", "One")), "ETag: \"1\"\r\n");
        await _follow.PollAsync(url, Cancel);
        var strict = new FollowFixture(database) { IsStrict = true };
        await strict.PollAsync(url, Cancel);
        Assert.DoesNotContain("If-None-Match", _server.RequestsFor("/strict")[^1], StringComparison.Ordinal);
    }

    private static string Rss(string name, string build, params (string Id, string Title)[] items) =>
        $"<rss version=\"2.0\"><channel><title>N</title><lastBuildDate>{build}</lastBuildDate>"
        + string.Concat(items.Select(i =>
            $"<item><title>{i.Title}</title><guid isPermaLink=\"false\">urn:{name}-{i.Id}</guid><pubDate>Tue, 03 Jun 2003 09:39:21 GMT</pubDate></item>"))
        + "</channel></rss>";

    private Task<long> HeadAsync() => database.ScalarAsync<long>("select position from wire_head");

    /// <summary>Hands the first line that is written to a test that waits for it.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => _text.Task;

        public override void WriteLine(string? value) => _text.TrySetResult(value ?? "");
    }
}
