using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>A writer over a primary, and a reader over its standby, which may be behind.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReaderPair(TestPostgres postgres) : IAsyncLifetime
{
    /// <summary>The address to which the reader refers clients.</summary>
    public const string WriterUrl = "https://desk.example/graphql";

    /// <summary>The lag, in seconds, from which the reader is not ready.</summary>
    public const int MaxLag = 2;

    private OwnPostgres? _primary;
    private OwnPostgres? _standby;
    private TestServer? _writer;
    private TestServer? _reader;
    private HttpClient? _editor;
    private int _count;

    internal OwnPostgres Primary => Started(_primary);

    internal OwnPostgres Standby => Started(_standby);

    internal TestServer Writer => Started(_writer);

    internal TestServer Reader => Started(_reader);

    /// <summary>A client of the writer with the role editor.</summary>
    internal HttpClient Editor => Started(_editor);

    public async ValueTask InitializeAsync()
    {
        Prerequisite.Program("pg_basebackup");
        _primary = await OwnPostgres.CreateAsync();
        _standby = await _primary.AddStandbyAsync(isSynchronous: false);
        await _standby.SetAsync("wal_retrieve_retry_interval", "100ms");
        _writer = await TestServer.StartAsync(postgres, "--ConnectionStrings:News", _primary.ConnectionString);
        _reader = await StartReaderAsync();
        _editor = await _writer.ClientOfAsync(Role.Editor);
    }

    /// <summary>Starts a reader over the standby.</summary>
    internal Task<TestServer> StartReaderAsync(params string[] settings) => TestServer.StartAsync(
        postgres,
        [
            "--ConnectionStrings:News", Standby.ConnectionString, "--NewsApi:Role", "reader", "--NewsApi:WriterUrl", WriterUrl,
            "--NewsApi:MaxLag", MaxLag.ToString(CultureInfo.InvariantCulture), .. settings,
        ]);

    /// <summary>Publishes an article by the writer, and returns its headline.</summary>
    /// <param name="topic">The name of a topic of the article; null for none.</param>
    internal async Task<string> PublishAsync(DateTimeOffset? embargo = null, string? topic = null)
    {
        var headline = $"Headline {Interlocked.Increment(ref _count)}";
        var document = new Dictionary<string, object?>
        {
            ["uri"] = $"urn:test:reader:{headline}",
            ["pubStatus"] = "usable",
            ["language"] = "en",
            ["headlines"] = new[] { new { value = headline } },
        };
        if (topic is not null)
        {
            document["subjects"] = new[] { new { name = topic } };
        }

        if (embargo is { } until)
        {
            document["embargoed"] = until.ToString("O");
        }

        var answer = await Writer.PostAsync(
            "mutation($document: JSON!) { ingestNinjs(input: { document: $document }) { cursor } }", new { document }, Editor);
        Assert.False(answer.TryGetProperty("errors", out _), answer.ToString());
        return headline;
    }

    /// <summary>The head of the log of the writer.</summary>
    internal async Task<string> HeadAsync() =>
        (await Writer.QueryAsync("{ wire { cursor } }")).GetProperty("wire").GetProperty("cursor").GetString() ?? "";

    /// <summary>Returns when the reader has everything that the writer has, and has read its log.</summary>
    internal async Task CatchUpAsync()
    {
        var head = await HeadAsync();
        await Poll.UntilAsync(async () => await AtLeastAsync(head) is null);
    }

    /// <summary>Demands a position of the reader, and returns the error code of the response.</summary>
    internal async Task<string?> AtLeastAsync(string cursor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query = "{ articles { nodes { headline } } }" }),
        };
        request.Headers.Add("News-At-Least", cursor);
        using var response = await Reader.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
            : null;
    }

    internal static string HeadlineOf(StreamedEvent published) =>
        published.Data.GetProperty("article").GetProperty("headline").GetString() ?? "";

    /// <summary>What the readiness of the reader says.</summary>
    internal async Task<string> ReadinessAsync()
    {
        using var response = await Reader.Client.GetAsync("health/ready", TestContext.Current.CancellationToken);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("status").GetString() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        _editor?.Dispose();
        foreach (var used in new IAsyncDisposable?[] { _reader, _writer, _standby, _primary }.OfType<IAsyncDisposable>())
        {
            await used.DisposeAsync();
        }
    }

    private static T Started<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("The fixture has not been initialised.");
}
