using System.IO.Compression;
using Xunit;

namespace NewsApi.Tests.Transport.Responses;

/// <summary>How a response is coded, which tag it has, and when a client has it already (RFC 9110 and RFC 9111).</summary>
public sealed class RepresentationTests
{
    private const string Json = "application/json";

    /// <summary>The echo of this document is larger than a kilobyte.</summary>
    private static readonly string Large = $"public {new string('n', 2000)}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP;q=0.5, br;q=0.4", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity, br;q=0.5", "")]
    [InlineData("gzip;q=0", "")]
    [InlineData("deflate", "")]
    [InlineData("br;q=;;", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public async Task A_public_response_is_coded_as_the_client_prefers(string? accepted, string coding)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await SendAsync(server, HttpMethod.Get, Large, accepted);
        var body = await response.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal(coding, string.Join(",", response.Content.Headers.ContentEncoding));
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        using var plain = await SendAsync(server, HttpMethod.Get, Large, null);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(Token), Decode(body, coding));
        Assert.Equal(["Accept", "Accept-Encoding", "Authorization", "Origin"], response.Headers.Vary.Order());
        Assert.Equal(coding.Length == 0, Tag(plain) == Tag(response));
    }

    [Theory]
    [InlineData("secret")] // not public
    [InlineData("public")] // small
    public async Task A_response_that_is_small_or_not_public_is_never_compressed(string begin)
    {
        await using var server = await EchoServer.StartAsync();
        var query = begin == "public" ? begin : Large.Replace("public", begin, StringComparison.Ordinal);
        using var response = await SendAsync(server, HttpMethod.Get, query, "br, gzip");
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(begin == "public", response.Headers.CacheControl?.Public);
        Assert.True(response.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task An_event_stream_is_never_compressed()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = Request(HttpMethod.Get, Large, "br, gzip");
        using var response = await server.SendAsync(request, "text/event-stream");
        Assert.Equal("text/event-stream", response.MediaType());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Contains("\nevent: next\n", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_clients_without_credentials_let_shared_caches_keep_a_response()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = Request(HttpMethod.Get, "public for a minute", null);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer some");
        using var own = await server.SendAsync(request, Json);
        Assert.Equal("no-cache, private", own.Headers.CacheControl?.ToString());
        using var shared = await SendAsync(server, HttpMethod.Get, "public for a minute", null);
        Assert.Equal("public, max-age=60", shared.Headers.CacheControl?.ToString());
        using var posted = await server.PostAsync("""{"query":"public for a minute"}""");
        Assert.Equal("no-cache, private", posted.Headers.CacheControl?.ToString());
        Assert.Null(posted.Headers.ETag);
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("W/{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("no tag", 200)]
    public async Task A_client_that_has_the_response_gets_304_without_a_body(string ifNoneMatch, int status)
    {
        await using var server = await EchoServer.StartAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            foreach (var accepted in (string?[])[null, "gzip", "br"])
            {
                using var first = await SendAsync(server, method, Large, accepted);
                using var request = Request(method, Large, accepted);
                request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch.Replace("{0}", Tag(first), StringComparison.Ordinal));
                using var again = await server.SendAsync(request, Json);
                Assert.Equal(status, (int)again.StatusCode);
                Assert.Equal(Tag(first), Tag(again));
                Assert.Equal(first.Headers.Vary, again.Headers.Vary);
                Assert.Equal(first.Headers.CacheControl, again.Headers.CacheControl);
                var isWhole = status == 200 && method == HttpMethod.Get;
                Assert.Equal(isWhole, (await again.Content.ReadAsByteArrayAsync(Token)).Length > 0);
            }
        }
    }

    [Fact]
    public async Task Each_coding_and_media_type_has_a_tag_of_its_own()
    {
        await using var server = await EchoServer.StartAsync();
        var tags = new HashSet<string>();
        foreach (var accept in (string[])[Json, "application/graphql-response+json"])
        {
            foreach (var coding in (string?[])[null, "gzip", "br"])
            {
                using var request = Request(HttpMethod.Get, Large, coding);
                using var response = await server.SendAsync(request, accept);
                Assert.True(tags.Add(Tag(response)), $"{accept} {coding}");
                Assert.False(response.Headers.ETag?.IsWeak);
            }
        }

        using var other = await SendAsync(server, HttpMethod.Get, Large + "n", null);
        Assert.DoesNotContain(Tag(other), tags);
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET()
    {
        await using var server = await EchoServer.StartAsync();
        using var get = await SendAsync(server, HttpMethod.Get, Large, "br");
        using var head = await SendAsync(server, HttpMethod.Head, Large, "br");
        Assert.Equal(Tag(get), Tag(head));
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentEncoding, head.Content.Headers.ContentEncoding);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("bytes=0-9", null)]
    [InlineData("bytes=0-9", "tag")]
    [InlineData("bytes=-5,0-1", null)]
    [InlineData("bytes=99999-", null)]
    public async Task A_range_gets_the_whole_response(string range, string? ifRange)
    {
        await using var server = await EchoServer.StartAsync();
        using var whole = await SendAsync(server, HttpMethod.Get, Large, "gzip");
        using var request = Request(HttpMethod.Get, Large, "gzip");
        request.Headers.TryAddWithoutValidation("Range", range);
        request.Headers.TryAddWithoutValidation("If-Range", ifRange is null ? null : Tag(whole));
        using var response = await server.SendAsync(request, Json);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(response.Content.Headers.ContentRange);
        Assert.Equal(await whole.Content.ReadAsByteArrayAsync(Token), await response.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("request error")]
    [InlineData("no data")]
    public async Task An_error_has_no_tag_and_is_not_stored(string query)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await SendAsync(server, HttpMethod.Get, query, "br");
        Assert.Null(response.Headers.ETag);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    private static string Tag(HttpResponseMessage response) => Assert.IsType<string>(response.Headers.ETag?.Tag);

    private static async Task<HttpResponseMessage> SendAsync(EchoServer server, HttpMethod method, string query, string? accepted)
    {
        using var request = Request(method, query, accepted);
        return await server.SendAsync(request, Json);
    }

    private static HttpRequestMessage Request(HttpMethod method, string query, string? accepted)
    {
        var request = new HttpRequestMessage(method, $"/graphql?query={Uri.EscapeDataString(query)}");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        return request;
    }

    private static byte[] Decode(byte[] body, string coding)
    {
        using var bytes = new MemoryStream(body);
        using Stream plain = coding switch
        {
            "br" => new BrotliStream(bytes, CompressionMode.Decompress),
            "gzip" => new GZipStream(bytes, CompressionMode.Decompress),
            _ => bytes,
        };
        using var decoded = new MemoryStream();
        plain.CopyTo(decoded);
        return decoded.ToArray();
    }
}
