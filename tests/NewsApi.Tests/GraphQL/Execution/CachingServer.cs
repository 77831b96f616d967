using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Caching;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The service with a cache, an editor of it, and another process over the same database that has no cache.</summary>
public sealed class CachingServer(TestPostgres postgres) : IAsyncLifetime
{
    private NewsService? _other;
    private HttpClient? _editor;

    public TestServer Server { get; } = new(postgres)
    {
        Settings =
        [
            "--NewsApi:Cache:Size", "8000000", "--NewsApi:Cache:EntitySize", "1000000", "--NewsApi:Cache:CountSize", "1000000",
        ],
    };

    public HttpClient Editor => _editor ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>A client of the process without a cache.</summary>
    public HttpClient Uncached { get; } = new();

    /// <summary>The services of the process without a cache.</summary>
    public IServiceProvider OtherServices =>
        _other?.Services ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public AnswerCache Cache => Server.Service.Services.GetRequiredService<AnswerCache>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        _editor = await Server.ClientOfAsync(Role.Editor);
        _other = await StartOtherAsync("0");
        Uncached.BaseAddress = new Uri(_other.Addresses.Single());
    }

    /// <summary>Starts another process over the same database.</summary>
    /// <param name="size">The memory for answers, in bytes.</param>
    /// <param name="entitySize">The memory for people, places and topics, in bytes.</param>
    /// <param name="countSize">The memory for total counts, in bytes.</param>
    public Task<NewsService> StartOtherAsync(string size, string entitySize = "0", string countSize = "0") => NewsService.StartAsync(
        [
            "--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", Server.Database.ConnectionString,
            "--Logging:LogLevel:Default", "Warning", "--NewsApi:Cache:Size", size, "--NewsApi:Cache:EntitySize", entitySize,
            "--NewsApi:Cache:CountSize", countSize, "--NewsApi:Linking", "false",
        ],
        Token);

    /// <summary>Runs a mutation, and returns the payload of its only field.</summary>
    public async Task<JsonElement> WriteAsync(string mutation, object? variables = null)
    {
        var result = await Server.PostAsync(mutation, variables, Editor);
        return result.TryGetProperty("data", out var data)
            ? data.EnumerateObject().Single().Value
            : throw new Xunit.Sdk.XunitException($"{mutation}\nfailed: {result}");
    }

    /// <summary>Creates an article that is public at a time, by default now, and returns its id.</summary>
    public async Task<string> PublishAsync(string headline, DateTimeOffset? at = null, DateTimeOffset? expiresAt = null)
    {
        var created = await WriteAsync(
            """
            mutation ($headline: String!, $expiresAt: DateTime) {
              createArticle(input: { headline: $headline, language: "en", expiresAt: $expiresAt }) { article { id } }
            }
            """,
            new { headline, expiresAt });
        var id = created.GetProperty("article").GetProperty("id").GetString()!; // Not null: an id.
        await WriteAsync(
            "mutation ($id: ID!, $at: DateTime) { publishArticle(input: { id: $id, at: $at }) { cursor errors { __typename } } }",
            new { id, at });
        return id;
    }

    /// <summary>Posts a query and returns the bytes of the answer with its position.</summary>
    public static async Task<(string Body, string Cursor)> ReadAsync(HttpClient client, string query, string? atLeast = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query }) };
        if (atLeast is not null)
        {
            request.Headers.Add("News-At-Least", atLeast);
        }

        using var response = await client.SendAsync(request, Token);
        return (await response.Content.ReadAsStringAsync(Token), Assert.Single(response.Headers.GetValues("News-Cursor")));
    }

    /// <summary>Executes a query in the process with the cache or in the other, and fails if the answer is not data alone.</summary>
    internal async Task<OperationResponse.Result> ExecuteAsync(bool cached, RandomQuery query)
    {
        var services = cached ? Server.Service.Services : OtherServices;
        var request = new OperationRequest { Query = query.Document, Variables = query.Variables, Caller = new ClaimsPrincipal() };
        var response = await services.GetRequiredService<IOperationExecutor>().ExecuteAsync(request, Token);
        var result = Assert.IsType<OperationResponse.Result>(response);
        var text = result.Outcome == Outcome.Data ? "" : Encoding.UTF8.GetString(result.Body.Span);
        Assert.True(text.Length == 0, $"{query.Document}\n{query.Variables}\n{text}");
        return result;
    }

    /// <summary>Executes a query in the process without a cache.</summary>
    internal async Task<JsonElement> ReadUncachedAsync(RandomQuery query) =>
        JsonSerializer.Deserialize<JsonElement>((await ExecuteAsync(cached: false, query)).Body.Span);

    /// <summary>Asks until the answer comes from the cache, and returns it.</summary>
    public async Task<string> HitAsync(string query)
    {
        var body = "";
        await Poll.UntilAsync(async () =>
        {
            var before = Cache.Hits;
            (body, _) = await ReadAsync(Server.Client, query);
            return Cache.Hits > before;
        });
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        _editor?.Dispose();
        Uncached.Dispose();
        if (_other is not null)
        {
            await _other.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
