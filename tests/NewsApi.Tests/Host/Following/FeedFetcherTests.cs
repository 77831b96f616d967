using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NewsApi.Content.Following;
using NewsApi.Following;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>Whatever a server sends, a request ends within its limits, and its failure has a reason.</summary>
public sealed class FeedFetcherTests : IAsyncLifetime
{
    private const int MaxBytes = 100_000;

    private readonly RawFeedServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n", "ended before it was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", "ended before it was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n", "larger than 100000 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", "damaged")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n", "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\n", "304")]
    [InlineData("HTTP/1.1 302 Found\r\n", "Location")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://[\r\n", "Location")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n", "not followed")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: ftp://n.example/feed\r\n", "not followed")]
    [InlineData("HTTP/1.1 500 Oh\r\n", "status 500")]
    [InlineData("HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-3/9\r\n", "status 206")]
    [InlineData("HTTP/1.1 999 \r\n", "")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "")]
    [InlineData("", "")]
    public async Task An_invalid_response_is_a_failure_with_a_reason(string head, string expected)
    {
        var failure = Assert.IsType<FeedResponse.Failure>(await FetchAsync(_server.On("/feed", head, "half"u8.ToArray())));
        Assert.Contains(expected, failure.Reason, StringComparison.Ordinal);
        Assert.True(failure.Reason.Length > 8, failure.Reason);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_its_coding_does_not_allow_is_damaged(string coding)
    {
        byte[] body = [0xFF, 0xFF, 0xFF, 0xFF];
        var url = _server.On("/feed", RawFeedServer.Ok(body, $"Content-Encoding: {coding}\r\n"), body);
        Assert.Contains("damaged", Assert.IsType<FeedResponse.Failure>(await FetchAsync(url)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_cut_at_the_limit()
    {
        var url = _server.On("/feed", RawFeedServer.Endless("HTTP/1.1 200 OK\r\n\r\n", new byte[5000]));
        var failure = Assert.IsType<FeedResponse.Failure>(await FetchAsync(url));
        Assert.Contains("larger than 100000 bytes", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_never_end_are_cut()
    {
        var url = _server.On("/feed", RawFeedServer.Endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"u8.ToArray()));
        Assert.IsType<FeedResponse.Failure>(await FetchAsync(url));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("file")]
    public async Task A_bomb_is_cut_at_the_limit_of_what_is_decompressed(string coding)
    {
        using var packed = new MemoryStream();
        await using (Stream stream = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            await stream.WriteAsync(new byte[20_000_000], Cancel);
        }

        Assert.InRange(packed.Length, 1, MaxBytes);
        var body = packed.ToArray();
        var url = _server.On("/feed", RawFeedServer.Ok(body, coding == "file" ? "" : $"Content-Encoding: {coding}\r\n"), body);
        var failure = Assert.IsType<FeedResponse.Failure>(await FetchAsync(url));
        Assert.Contains("larger than 100000 bytes", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_or_drips_is_given_up()
    {
        var silent = _server.On("/silent", (_, _, stopped) => Task.Delay(Timeout.Infinite, stopped));
        var failure = Assert.IsType<FeedResponse.Failure>(
            await FetchAsync(silent, options: Options with { Silence = TimeSpan.FromMilliseconds(300) }));
        Assert.Contains("no byte", failure.Reason, StringComparison.Ordinal);

        var dripping = _server.On(
            "/dripping", RawFeedServer.Endless("HTTP/1.1 200 OK\r\n\r\n", "<"u8.ToArray(), TimeSpan.FromMilliseconds(20)));
        failure = Assert.IsType<FeedResponse.Failure>(
            await FetchAsync(dripping, options: Options with { Timeout = TimeSpan.FromSeconds(1) }));
        Assert.Contains("not complete within 1 second", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_failure()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var failure = Assert.IsType<FeedResponse.Failure>(await FetchAsync($"http://127.0.0.1:{port}/feed"));
        Assert.Contains("ConnectionRefused", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_followed_and_loops_end()
    {
        var loop = _server.On("/loop", "HTTP/1.1 302 Found\r\nLocation: /loop\r\n", []);
        var failure = Assert.IsType<FeedResponse.Failure>(await FetchAsync(loop));
        Assert.Contains("more than 5 redirects", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(6, _server.RequestsFor("/loop").Count);

        _server.On("/end", "found");
        _server.On("/moved", "HTTP/1.1 308 Permanent Redirect\r\nLocation: /end\r\n", []);
        var found = Assert.IsType<FeedResponse.Content>(await FetchAsync(
            _server.On("/old", "HTTP/1.1 301 Moved\r\nLocation: /moved#fragment\r\n", [])));
        Assert.Equal($"{_server.Origin}/end", found.MovedTo);
        var temporary = Assert.IsType<FeedResponse.Content>(await FetchAsync(
            _server.On("/away", "HTTP/1.1 307 Away\r\nLocation: /moved\r\n", [])));
        Assert.Null(temporary.MovedTo);
    }

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("172.31.255.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::1", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Private_networks_are_known(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, Options.IsPrivate(IPAddress.Parse(address)));

    // The targets are addresses of this machine. So nothing is sent elsewhere, also if the redirect were followed.
    [Theory]
    [InlineData("http://[::ffff:127.0.0.2]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://127.0.0.2:5432/")]
    public async Task A_redirect_from_outside_into_a_private_network_is_not_followed(string target)
    {
        // The server is on 127.0.0.1, so that address counts as outside here, and another one of loopback as inside.
        var options = Options with
        {
            PrivateNetworks =
                [.. Options.PrivateNetworks.Where(network => !network.Contains(IPAddress.Loopback)), IPNetwork.Parse("127.0.0.2/32")],
        };
        var url = _server.On("/feed", $"HTTP/1.1 302 Found\r\nLocation: {target}\r\n", []);
        using var fetcher = new FeedFetcher(options, TimeProvider.System);
        foreach (var robots in new RobotsCheck?[] { null, new(fetcher, options, TimeProvider.System) })
        {
            var failure = Assert.IsType<FeedResponse.Failure>(await fetcher.FetchAsync(
                FeedAddress.TryParse(url)!, null,
                robots is null ? null : (to, token) => robots.FindProblemAsync(FeedAddress.TryParse(url)!, to, token), Cancel));
            Assert.StartsWith("a redirect into a private network is not followed", failure.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Validators_go_to_the_address_that_sent_them_and_unchanged()
    {
        var url = _server.On("/feed", "x", "ETag: W/\"a,b\"\r\nLast-Modified: yesterday\r\nCache-Control: max-age=90\r\nAge: 30\r\n");
        var content = Assert.IsType<FeedResponse.Content>(await FetchAsync(url));
        Assert.Equal(new FeedValidators(url, "W/\"a,b\"", "yesterday"), content.Validators);
        Assert.Equal(TimeSpan.FromSeconds(60), content.MaxAge);

        _server.On("/feed", "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=7\r\n", []);
        var unchanged = Assert.IsType<FeedResponse.NotModified>(await FetchAsync(url, content.Validators));
        Assert.Equal(TimeSpan.FromSeconds(7), unchanged.MaxAge);
        Assert.Contains("If-None-Match: W/\"a,b\"\r\n", _server.Requests[^1], StringComparison.Ordinal);
        Assert.Contains("If-Modified-Since: yesterday\r\n", _server.Requests[^1], StringComparison.Ordinal);
        Assert.Contains($"User-Agent: {Options.UserAgent}\r\n", _server.Requests[^1], StringComparison.Ordinal);

        await FetchAsync(_server.On("/other", "y"), content.Validators);
        Assert.DoesNotContain("If-", _server.Requests[^1], StringComparison.Ordinal);

        var strange = Assert.IsType<FeedResponse.Content>(await FetchAsync(_server.On("/strange", "z", "ETag: \"\u00E9\"\r\n")));
        Assert.Null(strange.Validators);
    }

    [Fact]
    public async Task Credentials_go_to_their_own_server_only()
    {
        await using var other = new RawFeedServer();
        var elsewhere = other.On("/feed", "x");
        var url = _server.On("/feed", $"HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\n", []);
        Assert.IsType<FeedResponse.Content>(await FetchAsync(url.Replace("http://", "http://ada:pass%20word@", StringComparison.Ordinal)));
        var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:pass word"));
        Assert.Contains($"Authorization: Basic {sent}\r\n", _server.Requests[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", other.Requests[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After: 120\r\n", 120)]
    [InlineData("Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n", 1_000_000)]
    [InlineData("Retry-After: soon\r\n", null)]
    public async Task Retry_After_is_read_as_seconds_and_as_a_date(string header, int? atLeast)
    {
        var failure = Assert.IsType<FeedResponse.Failure>(
            await FetchAsync(_server.On("/feed", $"HTTP/1.1 503 Busy\r\n{header}", [])));
        Assert.Equal(503, failure.Status);
        Assert.Equal(atLeast is null, failure.RetryAfter is null);
        Assert.True(failure.RetryAfter is null || failure.RetryAfter >= TimeSpan.FromSeconds(atLeast ?? 0));
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", "caf\u00E9 \u20AC", "windows-1252")]
    [InlineData("application/json; charset=\"windows-1251\"", "\u041C\u043E\u0441\u043A\u0432\u0430", "windows-1251")]
    [InlineData("text/xml; charset=iso-8859-1", "d\u00E9j\u00E0 vu", "utf-8")]
    public async Task The_charset_of_the_header_counts_unless_the_text_is_UTF_8(string type, string text, string encoding)
    {
        var body = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text);
        var content = Assert.IsType<FeedResponse.Content>(
            await FetchAsync(_server.On("/feed", RawFeedServer.Ok(body, $"Content-Type: {type}\r\n"), body)));
        Assert.Equal(text, Encoding.UTF8.GetString(content.Body.Span));
    }

    [Fact]
    public async Task Bytes_that_no_charset_explains_are_left_to_the_reader()
    {
        byte[] declared = [.. "<?xml version='1.0' encoding='iso-8859-1'?><a>"u8, 0xE9, .. "</a>"u8];
        byte[] undeclared = [.. "<a>"u8, 0xE9, .. "</a>"u8];
        foreach (var (type, body) in new[]
        {
            ("text/xml; charset=utf-8", declared), ("text/xml; charset=utf-99", declared), ("text/xml", declared),
            ("text/xml; charset=utf-99", undeclared), ("text/xml; charset=utf-7", undeclared),
        })
        {
            var url = _server.On("/feed", RawFeedServer.Ok(body, $"Content-Type: {type}\r\n"), body);
            Assert.Equal(body, Assert.IsType<FeedResponse.Content>(await FetchAsync(url)).Body.ToArray());
        }
    }

    private static FollowOptions Options { get; } = new() { MaxBytes = MaxBytes };

    private static async Task<FeedResponse> FetchAsync(string url, FeedValidators? validators = null, FollowOptions? options = null)
    {
        using var fetcher = new FeedFetcher(options ?? Options, TimeProvider.System);
        return await fetcher.FetchAsync(FeedAddress.TryParse(url)!, validators, null, Cancel);
    }
}
