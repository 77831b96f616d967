using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

/// <summary>A flood of one client is refused, and the others are served.</summary>
public sealed class RequestRatesTests(TestPostgres postgres)
{
    private const string Query = "{ articles(first: 5) { nodes { id } } }";
    private const string Private = "--NewsApi:Rates:PrivateAddresses";

    // A burst of 1 000: fewer than fifty such queries.
    private static readonly string[] Low = [Private, "true", "--NewsApi:Rates:CostPerAddress", "100"];

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Query, null)]
    [InlineData("{ invalid", null)]
    [InlineData("{ unknown }", null)]
    [InlineData(Query, "nwk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_flood_from_one_address_is_refused_and_another_address_is_served(string query, string? key)
    {
        await using var server = await TestServer.StartAsync(postgres, Low);
        using var flood = ClientFrom("127.0.0.1", server);
        flood.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var refused = await FloodAsync(flood, query, 200);
        Assert.NotNull(refused);
        Assert.InRange(refused.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 10);
        Assert.Equal("\"address\";q=1000;w=10", Assert.Single(refused.Headers.GetValues("RateLimit-Policy")));
        var body = await refused.Content.ReadFromJsonAsync<JsonElement>(Stopping);
        Assert.Equal("RATE_LIMITED", body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());

        using var reader = ClientFrom("127.0.0.2", server);
        Assert.Null(await FloodAsync(reader, Query, 10));

        // Health checks are not limited, but credentials are checked for every URL.
        using var health = await flood.GetAsync(new Uri("health/live", UriKind.Relative), Stopping);
        Assert.Equal(key is null, health.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_flood_with_one_key_is_refused_and_another_key_is_served()
    {
        await using var server = await TestServer.StartAsync(
            postgres, Private, "true", "--NewsApi:Rates:CostPerAddress", "0", "--NewsApi:Rates:CostPerKey", "100");
        using var flood = await server.ClientOfAsync(Role.Reader);
        using var other = await server.ClientOfAsync(Role.Reader);
        using var refused = await FloodAsync(flood, Query, 200);
        Assert.Equal("\"key\";q=1000;w=10", Assert.Single(refused?.Headers.GetValues("RateLimit-Policy") ?? []));
        Assert.Null(await FloodAsync(other, Query, 10));
        Assert.Null(await FloodAsync(server.Client, Query, 10));
    }

    [Fact]
    public async Task A_refused_operation_leaves_its_socket_open_and_an_event_stream_shows_the_reason()
    {
        await using var server = await TestServer.StartAsync(postgres, Low);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(new Uri(server.Address, "graphql")) { Scheme = "ws" }.Uri, Stopping);
        await SendAsync(socket, new { type = "connection_init" });
        Assert.Equal("connection_ack", (await ReadAsync(socket)).GetProperty("type").GetString());
        var refusals = 0;
        for (var i = 0; i < 200 && refusals < 2; i++)
        {
            await SendAsync(socket, new { type = "subscribe", id = $"q{i}", payload = new { query = Query } });
            var answer = await ReadAsync(socket);
            if (answer.GetProperty("type").GetString() == "error")
            {
                refusals++;
                var extensions = answer.GetProperty("payload")[0].GetProperty("extensions");
                Assert.Equal("RATE_LIMITED", extensions.GetProperty("code").GetString());
                Assert.InRange(extensions.GetProperty("retryAfter").GetInt32(), 1, 10);
            }
            else
            {
                Assert.Equal("complete", (await ReadAsync(socket)).GetProperty("type").GetString());
            }
        }

        // The socket was open after the first refusal.
        Assert.Equal(2, refusals);
        using var stream = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query = Query }) };
        stream.Headers.Accept.ParseAdd("text/event-stream");
        using var refused = await server.Client.SendAsync(stream, Stopping);
        Assert.Contains("RATE_LIMITED", await refused.Content.ReadAsStringAsync(Stopping), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_two_hundred_front_pages_within_a_second_are_served()
    {
        await using var server = await TestServer.StartAsync(postgres, Private, "true");
        var page = await File.ReadAllTextAsync(
            Path.Combine(House.Repository.Root, "schema", "operations", "FrontPage.graphql"), Stopping);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var response = await server.Client.PostAsJsonAsync(
                "graphql", new { query = page, variables = new { first = 50 } }, Stopping);
            return response.StatusCode;
        }));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task An_operation_that_costs_less_than_any_request_is_served_to_clients_with_limits()
    {
        await using var server = await TestServer.StartAsync(postgres, Private, "true");
        using var reader = await server.ClientOfAsync(Role.Reader);
        foreach (var client in new[] { server.Client, reader })
        {
            using var response = await client.PostAsJsonAsync("graphql", new { query = "{ __typename }" }, Stopping);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_document_costs_one_unit_for_each_character_until_the_service_knows_it()
    {
        // A burst of 20 000: three requests with a new document of more than 6 000 characters, and hundreds with a known one.
        await using var server = await TestServer.StartAsync(postgres, Private, "true", "--NewsApi:Rates:CostPerAddress", "2000");
        static string Document(int number) => $"query Q{number} {{ __typename }} # {new string('x', 6_000)}";
        using var known = await FloodAsync(server.Client, Document(0), 100);
        Assert.Null(known);
        var refused = 0;
        for (var i = 1; i <= 10; i++)
        {
            using var answer = await FloodAsync(server.Client, Document(i), 1);
            refused += answer is null ? 0 : 1;
        }

        Assert.InRange(refused, 3, 10);
    }

    [Fact]
    public async Task A_private_address_has_no_limits_by_default()
    {
        await using var server = await TestServer.StartAsync(postgres, "--NewsApi:Rates:CostPerAddress", "1");
        Assert.Null(await FloodAsync(server.Client, Query, 100));
    }

    /// <returns>The first refusal; null if every request was served.</returns>
    private static async Task<HttpResponseMessage?> FloodAsync(HttpClient client, string query, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var response = await client.PostAsJsonAsync("graphql", new { query }, Stopping);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return response;
            }

            response.Dispose();
        }

        return null;
    }

    private static Task SendAsync(ClientWebSocket socket, object message) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, Stopping);

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer, Stopping);
        return JsonElement.Parse(buffer.AsSpan(0, read.Count));
    }

    private static HttpClient ClientFrom(string address, TestServer server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, token) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = server.Address };
}
