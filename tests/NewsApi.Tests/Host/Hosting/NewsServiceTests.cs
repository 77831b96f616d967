using System.Net;
using System.Net.Sockets;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

public sealed class NewsServiceTests(TestPostgres server)
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_ready_while_the_database_answers_and_says_so_when_it_does_not()
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
    public async Task A_port_in_use_is_refused_with_its_address()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var connectionString = await server.CreateMigratedAsync(Limit);
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(connectionString, address));
        Assert.Contains(address, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<NewsService> StartAsync(string connectionString, string address) => NewsService.StartAsync(
        ["--urls", address, "--ConnectionStrings:News", connectionString, "--Logging:LogLevel:Default", "Warning"], Limit);

    private static async Task<(HttpStatusCode, string)> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Limit);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Limit));
    }
}
