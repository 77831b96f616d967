using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Hosting;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>
/// The real service on a real port, over a database of the test class's own: <c>IClassFixture&lt;TestServer&gt;</c>.
/// </summary>
public sealed class TestServer(TestPostgres server) : IAsyncLifetime
{
    private NewsService? _service;

    public TestDatabase Database { get; } = new(server);

    /// <summary>Whether texts are linked. Off for most tests: they count the mentions that they made.</summary>
    public bool Linking { get; init; }

    /// <summary>More settings, in the form of the command line: <c>--NewsApi:Proxies 127.0.0.1</c> as two texts.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Speaks to the service; relative addresses are the service's.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>Where the service listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => Client.BaseAddress ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>Puts news into the database that the service reads.</summary>
    internal TestNewsroom Newsroom => new(Database.Database);

    public NewsService Service => _service ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>Starts the service with settings, over a database of its own.</summary>
    public static async Task<TestServer> StartAsync(TestPostgres postgres, params string[] settings)
    {
        var server = new TestServer(postgres) { Settings = settings };
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        _service = await NewsService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0",
                "--ConnectionStrings:News", Database.ConnectionString,
                "--NewsApi:Linking", Linking ? "true" : "false",
                "--Logging:LogLevel:Default", "Warning",

                // Most tests write as another process does, whose changes a cache may show a moment later.
                "--NewsApi:Cache:Size", "0", "--NewsApi:Cache:EntitySize", "0", "--NewsApi:Cache:CountSize", "0",
                .. Settings,
            ],
            TestContext.Current.CancellationToken);
        Client.BaseAddress = new Uri(_service.Addresses.Single());
    }

    /// <summary>A client with a key of that role.</summary>
    public async Task<HttpClient> ClientOfAsync(Role role)
    {
        var made = await Service.Services.GetRequiredService<ApiKeys>()
            .CreateAsync($"{role} {Guid.NewGuid()}", role, null, TestContext.Current.CancellationToken);
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Assert.IsType<CreatedKey.Created>(made).Secret);
        return client;
    }

    /// <summary>Posts an operation as any client would and returns its <c>data</c>; errors fail the test, in words.</summary>
    public async Task<JsonElement> QueryAsync(string graphql, object? variables = null)
    {
        var result = await PostAsync(graphql, variables);
        return result.TryGetProperty("errors", out var errors)
            ? throw new Xunit.Sdk.XunitException($"{graphql}\nfailed: {errors}")
            : result.GetProperty("data");
    }

    /// <summary>Posts an operation and returns the whole result, <c>errors</c> included.</summary>
    public async Task<JsonElement> PostAsync(
        string graphql, object? variables = null, HttpClient? client = null, object? extensions = null)
    {
        using var response = await (client ?? Client)
            .PostAsJsonAsync("graphql", new { query = graphql, variables, extensions }, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
