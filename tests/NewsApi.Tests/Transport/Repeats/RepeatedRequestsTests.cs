using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using NewsApi.Transport.Repeats;
using Xunit;

namespace NewsApi.Tests.Transport.Repeats;

/// <summary>A request that equals an earlier one gets what the whole way would send, and no other request does.</summary>
public sealed class RepeatedRequestsTests(CachingServer service) : IClassFixture<CachingServer>
{
    /// <summary>Over 1 KB, so that it is compressed.</summary>
    private const string Large = "query Large { articles(first: 20) { nodes { id uri slug headline publishedAt updatedAt } } }";

    /// <summary>The service ignores an unknown value, but executes a request with the header.</summary>
    private const string WholeWay = "GraphQL-Cost: nothing\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RepeatedRequests Repeats => service.Server.Service.Services.GetRequiredService<RepeatedRequests>();

    [Fact]
    public async Task The_response_is_that_of_the_whole_way_byte_for_byte_and_header_for_header()
    {
        for (var i = 0; i < 15; i++)
        {
            await service.PublishAsync($"A headline of many, number {i}");
        }

        using var client = await ConnectAsync();
        var (head, _) = await RepeatAsync(client, _ => RawConnection.Get(Large));
        var tag = Assert.Single(head, line => line.StartsWith("ETag: ", StringComparison.Ordinal))["ETag: ".Length..];
        string[] headers =
        [
            "", "Accept: application/json\r\n", "Accept: application/graphql-response+json\r\n", "Accept: */*\r\n",
            "Accept: text/event-stream;q=0.1, application/json\r\n", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip, deflate, br\r\n",
            "Accept-Encoding: br;q=0, *\r\n", "Accept-Encoding: nonsense;;\r\n", "Origin: https://a.example\r\n",
            "Cookie: a=b\r\nRange: bytes=0-9\r\nUser-Agent: x\r\n",
            $"If-None-Match: {tag}\r\n", "If-None-Match: *\r\n", $"If-None-Match: W/\"x\", {tag}\r\n", "If-None-Match: \"other\"\r\n",
        ];
        foreach (var sent in headers)
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                await CompareAsync(client, more => RawConnection.Get(Large, sent + more, method));
            }

            await CompareAsync(client, more => RawConnection.Post(JsonSerializer.Serialize(new { query = Large }), sent + more));
        }

        await CompareAsync(client, more => RawConnection.Post(Large, more, type: "application/graphql"));
        await CompareAsync(client, more => RawConnection.Post(
            """{"query":"query($n: Int!) { articles(first: $n) { nodes { headline } } }","variables":{"n":2}}""", more));
        await CompareAsync(client, more => RawConnection.Post("", more, "/graphql/persisted/FrontPage"));
        await CompareAsync(client, more =>
            $"GET /graphql/persisted/TopicPage?variables=%7B%22slug%22%3A%22none%22%7D HTTP/1.1\r\nHost: x\r\n{more}\r\n");
    }

    [Theory]
    [InlineData("GraphQL-Cost: report")]
    [InlineData("GraphQL-Cost: validate")]
    [InlineData("News-At-Least: wrong")]
    [InlineData("Idempotency-Key: a")]
    [InlineData("Last-Event-ID: a")]
    [InlineData("X-GraphQL-Event-Stream-Token: a")]
    [InlineData("Content-Encoding: br")]
    [InlineData("Authorization: Bearer wrong")]
    [InlineData("Authorization: ")]
    [InlineData("Accept: application/json\r\nAccept: text/event-stream")]
    public async Task A_request_with_a_header_that_may_change_the_answer_is_executed(string header)
    {
        const string query = "query Headers { articles(first: 2) { nodes { headline } } }";
        using var client = await ConnectAsync();
        await RepeatAsync(client, _ => RawConnection.Post($$"""{"query":"{{query}}"}"""));
        await RepeatAsync(client, _ => RawConnection.Get(query));
        var (answered, count) = (Repeats.Answered, Repeats.Count);
        var post = RawConnection.Post($$"""{"query":"{{query}}"}""", $"{header}\r\n");
        foreach (var request in new[] { RawConnection.Get(query, $"{header}\r\n"), post })
        {
            using var own = await ConnectAsync();
            await own.SendAsync(request);
        }

        Assert.Equal((answered, count), (Repeats.Answered, Repeats.Count));
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Editor)]
    public async Task A_request_with_a_key_is_executed_and_not_remembered(Role role)
    {
        var query = $"query WithKey{role} {{ articles(first: 2) {{ nodes {{ headline status }} }} }}";
        using var client = await service.Server.ClientOfAsync(role);
        await service.HitAsync($"query Other{role} {{ articles(first: 1) {{ totalCount }} }}");
        var (answered, count) = (Repeats.Answered, Repeats.Count);
        for (var i = 0; i < 3; i++)
        {
            await CachingServer.ReadAsync(client, query);
        }

        Assert.Equal((answered, count), (Repeats.Answered, Repeats.Count));
        using var anonymous = await ConnectAsync();
        await RepeatAsync(anonymous, _ => RawConnection.Get(query));
        answered = Repeats.Answered;
        await CachingServer.ReadAsync(client, query);
        Assert.Equal(answered, Repeats.Answered);
    }

    [Fact]
    public async Task The_next_response_after_a_write_has_it()
    {
        using var client = await ConnectAsync();
        var name = $"write {Guid.NewGuid():N}";
        var query = $$"""{ articles(where: { headline: { startsWith: "{{name}}" } }) { totalCount } }""";
        for (var i = 0; i < 5; i++)
        {
            await RepeatAsync(client, _ => RawConnection.Get(query));
            await service.PublishAsync(name);
            Assert.Contains($"\"totalCount\":{i + 1}}}", (await client.SendAsync(RawConnection.Get(query))).Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bodies_that_differ_in_one_byte_have_different_answers()
    {
        await service.PublishAsync("One byte");
        await service.PublishAsync("Another byte");
        using var client = await ConnectAsync();
        foreach (var spaces in new[] { "", " " })
        {
            // The same lengths and beginnings, the odd byte at the end included.
            var answers = new HashSet<string>();
            for (var n = 0; n < 3; n++)
            {
                var request = RawConnection.Post(
                    $$$"""{"query":"query Bytes($n: Int) { articles(first: $n) { nodes { id } } }",{{{spaces}}}"variables":{"n":{{{n}}}}}""");
                var (_, body) = await RepeatAsync(client, _ => request);
                Assert.Equal(n, body.Split("\"id\"").Length - 1);
                answers.Add(body);
            }

            Assert.Equal(3, answers.Count);
        }

        var alone = """{"query":"query Bytes($n: Int) { articles(first: $n) { nodes { id } } }","variables":{"n":1}}""";
        await RepeatAsync(client, _ => RawConnection.Post(alone));
        var answered = Repeats.Answered;
        var (head, _) = await client.SendAsync(RawConnection.Post($"{alone[..^1]}]"));
        Assert.Equal("HTTP/1.1 400 Bad Request", head[0]);
        Assert.Equal(answered, Repeats.Answered);
    }

    [Fact]
    public async Task Split_chunked_and_pipelined_bodies_are_read_to_their_end_and_no_further()
    {
        using var client = await ConnectAsync();
        var body = """{"query":"query Parts { articles(first: 1) { nodes { headline } } }"}""";
        var request = RawConnection.Post(body);
        var (_, answer) = await RepeatAsync(client, _ => request);

        // A packet that ends after the head, within the body, and before its last byte.
        foreach (var at in new[] { request.Length - body.Length, request.Length - 9, request.Length - 1 })
        {
            var before = Repeats.Answered;
            await client.WriteAsync(request[..at]);
            using var meanwhile = await service.Server.Client.GetAsync(new Uri("health/live", UriKind.Relative), Token);
            await client.WriteAsync(request[at..]);
            Assert.Equal(answer, (await client.ReadAsync()).Body);
            Assert.Equal(before + 1, Repeats.Answered);
        }

        // All in one packet; some are known and some are not.
        var other = RawConnection.Post(body.Replace("Parts", "Parts2", StringComparison.Ordinal));
        var mutation = RawConnection.Post("""{"query":"mutation { withdrawArticle(input: { id: \"x\" }) { cursor } }"}""");
        var get = RawConnection.Get("{ articles(first: 1) { nodes { headline } } }");
        string[] all = [request, other, request, Chunked(body), mutation, get, request];
        await client.WriteAsync(string.Concat(all));
        foreach (var sent in all)
        {
            var (head, received) = await client.ReadAsync();
            Assert.Equal(sent == mutation ? "HTTP/1.1 400 Bad Request" : "HTTP/1.1 200 OK", head[0]);
            Assert.Equal(sent == mutation, received != answer);
        }

        // Longer than what is remembered, in one piece and in chunks.
        var (long1, long2) = ($"{body[..^1]},\"x\":\"{new string('x', 20_000)}\"}}", $"{body[..^1]},\"y\":\"{new string('y', 50_000)}\"}}");
        foreach (var large in new[] { long1, long2 })
        {
            Assert.Equal(answer, (await client.SendAsync(RawConnection.Post(large))).Body);
            Assert.Equal(answer, (await client.SendAsync(Chunked(large))).Body);
        }

        static string Chunked(string whole) =>
            "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"{whole.Length / 2:x}\r\n{whole[..(whole.Length / 2)]}\r\n{whole.Length - (whole.Length / 2):x}\r\n"
            + $"{whole[(whole.Length / 2)..]}\r\n0\r\n\r\n";
    }

    [Fact]
    public async Task HTTP_2_has_it_too_and_counters_and_the_cache_count_it()
    {
        using var client = new HttpClient { BaseAddress = service.Server.Address };
        client.DefaultRequestVersion = HttpVersion.Version20;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        const string query = "query Second { articles(first: 3) { nodes { headline } } }";
        await Poll.UntilAsync(async () =>
        {
            var (answered, hits) = (Repeats.Answered, service.Cache.Hits);
            using var response = await client.PostAsJsonAsync("graphql", new { query }, Token);
            Assert.Equal(HttpVersion.Version20, response.Version);
            Assert.Contains("headline", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            return Repeats.Answered == answered + 1 && service.Cache.Hits == hits + 1;
        });
        Assert.InRange(Repeats.Size, 1, service.Cache.Size);
    }

    [Fact]
    public async Task Strangers_cannot_fill_the_memory_with_requests()
    {
        using var client = await ConnectAsync();
        var query = "query Filler { articles(first: 1) { nodes { headline } } }";
        await RepeatAsync(client, _ => RawConnection.Get(query));
        for (var i = 0; i < 1_000; i++)
        {
            await client.SendAsync(RawConnection.Post($$"""{"query":"{{query}}","filler":"{{new string('x', 10_000)}}{{i}}"}"""));
        }

        Assert.InRange(Repeats.Size, 1, 8_000_000 / 4);
        Assert.InRange(service.Cache.Size, Repeats.Size, 8_000_000);
    }

    private Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(service.Server.Address);

    /// <summary>Sends a request until its response is that of an equal one, and returns the response.</summary>
    private async Task<(string[] Head, string Body)> RepeatAsync(RawConnection client, Func<string, string> request)
    {
        var response = (Head: Array.Empty<string>(), Body: "");
        await Poll.UntilAsync(
            async () =>
            {
                var before = Repeats.Answered;
                response = await client.SendAsync(request(""));
                return Repeats.Answered > before;
            },
            () => string.Join('\n', [.. response.Head, response.Body]));
        return response;
    }

    private async Task CompareAsync(RawConnection client, Func<string, string> request)
    {
        var repeated = await RepeatAsync(client, request);
        var answered = Repeats.Answered;
        var whole = await client.SendAsync(request(WholeWay));
        Assert.Equal(answered, Repeats.Answered);
        Assert.Equal(whole.Head, repeated.Head);
        Assert.Equal(whole.Body, repeated.Body);
    }
}
