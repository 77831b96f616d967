using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Webhooks;
using NewsApi.Tests.Content.Webhooks;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>
/// The service as a process of its own, so that its metrics, spans and log lines are its own. Once started it has done some work of every
/// kind.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class WorkingService(TestPostgres postgres) : IAsyncLifetime
{
    /// <summary>The headline, which must be in no metric, span or line of the log.</summary>
    public const string Headline = "Zanzibar regatta postponed";

    /// <summary>The value of a variable, which must be in none of them either.</summary>
    public const string Variable = "quixotically-searched";

    private readonly DataFolder _folder = new();
    private readonly WebhookReceiver _receiver = new();
    private NewsApiProcess? _process;

    public TestDatabase Database { get; } = new(postgres);

    /// <summary>Further settings, as environment variables.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>An anonymous client.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>A client with a key of an editor.</summary>
    public HttpClient Editor { get; } = new();

    /// <summary>The secret of that key.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The lines of the log so far.</summary>
    public string Log => _process?.Output ?? "";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static async Task<WorkingService> StartAsync(TestPostgres postgres, params (string Name, string Value)[] settings)
    {
        var service = new WorkingService(postgres);
        foreach (var (name, value) in settings)
        {
            service.Settings[name] = value;
        }

        await service.InitializeAsync();
        return service;
    }

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Secret = await CreateKeyAsync(Role.Editor);
        await _receiver.StartAsync();
        Assert.IsType<AddedWebhook.Added>(await new WebhookStore(Database.Database).AddAsync(_receiver.Url, null, null, Stopping));
        _process = NewsApiProcess.Serve(_folder.Path, environment: variables =>
        {
            variables["ConnectionStrings__News"] = Database.ConnectionString;
            foreach (var (name, value) in Settings)
            {
                variables[name] = value;
            }
        });
        Client.BaseAddress = Editor.BaseAddress = await _process.ListeningAsync(Stopping);
        Editor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        await WorkAsync();
    }

    /// <summary>Creates a key and returns its secret.</summary>
    public async Task<string> CreateKeyAsync(Role role) => Assert.IsType<CreatedKey.Created>(
        await new ApiKeys(Database.Database, TimeProvider.System).CreateAsync($"{role} {Guid.NewGuid()}", role, null, Stopping)).Secret;

    /// <summary>Posts a request with the header <c>traceparent</c>, if it is given.</summary>
    public async Task<JsonElement> PostAsync(HttpClient client, object body, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(body) };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        using var response = await client.SendAsync(request, Stopping);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Stopping);
    }

    /// <summary>Creates and publishes an article with the headline, as the mutation <c>Write</c> and <c>Publish</c>.</summary>
    public async Task PublishAsync(string? traceParent = null)
    {
        const string write =
            "mutation Write($uri: String!, $headline: String!) { createArticle(input: { uri: $uri, headline: $headline, language: \"en\" }) "
            + "{ article { id } errors { __typename } } }";
        var written = await PostAsync(
            Editor, new { query = write, variables = new { uri = $"urn:test:{Guid.NewGuid()}", headline = Headline } }, traceParent);
        var id = written.GetProperty("data").GetProperty("createArticle").GetProperty("article").GetProperty("id").GetString();
        const string publish = "mutation Publish($id: ID!) { publishArticle(input: { id: $id }) { errors { __typename } } }";
        await PostAsync(Editor, new { query = publish, variables = new { id } }, traceParent);
    }

    private async Task WorkAsync()
    {
        using var stream = await EventStreamClient.OpenAsync(Client, "subscription Watch { articleChanges { article { headline } } }");
        await stream.BeginningAsync();
        await PublishAsync();
        Assert.NotNull(await stream.NextAsync());
        const string search = "query FrontPage($text: String!) { articles(first: 3, search: $text) { nodes { headline } } }";
        await PostAsync(Client, new { query = search, variables = new { text = Variable } });
        await PostAsync(Client, new { query = "query Wrong { unknown }" });
        using var notJson = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var refused = await Client.PostAsync(new Uri("graphql", UriKind.Relative), notJson, Stopping);
        using var invalid = new HttpRequestMessage(HttpMethod.Get, "graphql?query={__typename}");
        invalid.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "nwk_invalid");
        using var unauthorized = await Client.SendAsync(invalid, Stopping);
        var item = JsonSerializer.Serialize(
            new { uri = $"urn:test:{Guid.NewGuid()}", type = "text", version = "1", headline = Headline, language = "en" });
        using var ninjs = new StringContent(item, Encoding.UTF8, "application/json");
        using var taken = await Editor.PostAsync(new Uri("ingest/ninjs", UriKind.Relative), ninjs, Stopping);
        taken.EnsureSuccessStatusCode();
        await Poll.UntilAsync(() => _receiver.Accepted.Count > 0);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Editor.Dispose();
        if (_process is not null)
        {
            await _process.StopAsync(CancellationToken.None);
            _process.Dispose();
        }

        await _receiver.DisposeAsync();
        _folder.Dispose();
        await Database.DisposeAsync();
    }
}
