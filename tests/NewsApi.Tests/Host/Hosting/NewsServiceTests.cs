using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

public sealed class NewsServiceTests(TestPostgres server)
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_service_is_ready_only_while_the_database_is_reachable_and_stays_live()
    {
        var connectionString = await server.CreateMigratedAsync(Limit);
        await using var service = await StartAsync(connectionString, "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        Assert.Equal((HttpStatusCode.OK, """{"status":"ready"}"""), await GetAsync(client, "/health/ready"));

        await server.DropAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"no database"}"""), await GetAsync(client, "/health/ready"));
        Assert.Equal((HttpStatusCode.OK, """{"status":"live"}"""), await GetAsync(client, "/health/live"));
    }

    [Fact]
    public async Task A_request_with_a_key_gets_503_while_the_database_is_unreachable()
    {
        var connectionString = await server.CreateMigratedAsync(Limit);
        await using var service = await StartAsync(connectionString, "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        var made = await service.Services.GetRequiredService<ApiKeys>().CreateAsync("A reader", Role.Reader, null, Limit);
        var key = Assert.IsType<CreatedKey.Created>(made).Secret;
        await server.DropAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await client.PostAsJsonAsync("graphql", new { query = "{ __typename }" }, Limit);
        var said = await answer.Content.ReadAsStringAsync(Limit);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("SERVICE_UNAVAILABLE", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", said, StringComparison.Ordinal);

        // The database does not exist any more, so it would not help to try again.
        Assert.Null(answer.Headers.RetryAfter);

        using var socket = await SocketClient.SubscribeAsync(
            client.BaseAddress, "subscription { articleChanges { kind } }", connectionParameters: new { authorization = $"Bearer {key}" });
        Assert.Null(await socket.NextAsync());
        Assert.Equal(1013, (int?)socket.CloseStatus);
    }

    [Fact]
    public async Task A_query_that_waits_for_the_log_does_not_block_other_queries()
    {
        await using var service =
            await StartAsync(await server.CreateMigratedAsync(Limit), "http://127.0.0.1:0", "--NewsApi:Operations:MaxConcurrent", "1");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        var head = service.Services.GetRequiredService<NewsWire>().Head;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "graphql")
        { Content = JsonContent.Create(new { query = "{ __typename }" }) };
        request.Headers.Add("News-At-Least", new WireCursor(head.Epoch, head.Position + 1).ToString());
        var waits = client.SendAsync(request, Limit);

        using var answer = await client.PostAsJsonAsync("graphql", new { query = "{ articles { totalCount } }" }, Limit);
        Assert.Equal("""{"data":{"articles":{"totalCount":0}}}""", await answer.Content.ReadAsStringAsync(Limit));
        Assert.False(waits.IsCompleted);
        using var behind = await waits;
        Assert.Contains("errors", await behind.Content.ReadAsStringAsync(Limit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_rejected_with_its_address()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var connectionString = await server.CreateMigratedAsync(Limit);
        var rejection = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(connectionString, address));
        Assert.Contains(address, rejection.Message, StringComparison.Ordinal);
    }

    private static Task<NewsService> StartAsync(string connectionString, string address, params string[] settings) =>
        NewsService.StartAsync(
        ["--urls", address, "--ConnectionStrings:News", connectionString, "--Logging:LogLevel:Default", "Warning", .. settings], Limit);

    private static async Task<(HttpStatusCode, string)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Limit);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Limit));
    }
}
