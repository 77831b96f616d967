using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Database;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>PostgreSQL is away for some seconds while clients read and write.</summary>
[Trait("Takes", "Minutes")]
[UnsupportedOSPlatform("windows")]
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Readers = 6;
    private const int Writers = 2;

    private readonly ConcurrentBag<string> _saved = [];
    private readonly ConcurrentBag<string> _unexpected = [];
    private long _lastUnavailable;
    private volatile bool _ended;
    private int _answered;
    private int _unavailable;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData("QUIT")]
    [InlineData("INT")]
    public async Task Without_PostgreSQL_clients_get_503_and_no_saved_article_is_lost_and_the_log_has_a_few_lines(string signal)
    {
        await using var postgres = await OwnPostgres.CreateAsync();
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, environment: e => e["ConnectionStrings__News"] = postgres.ConnectionString);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync(Token) };
        using var editor = new HttpClient { BaseAddress = client.BaseAddress };
        editor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateKeyAsync(postgres));
        var load = Enumerable.Range(0, Readers).Select(_ => LoopAsync(() => ReadAsync(client)))
            .Concat(Enumerable.Range(0, Writers).Select(_ => LoopAsync(() => WriteAsync(editor)))).ToList();
        await Poll.UntilAsync(() => _answered > 100);

        await postgres.StopAsync(signal);
        var stopped = Stopwatch.GetTimestamp();
        await Poll.UntilAsync(
            () => _unavailable > 500 && Stopwatch.GetElapsedTime(stopped) >= TestSize.Outage,
            atMost: TestSize.Outage + TimeSpan.FromMinutes(1));
        await postgres.StartAsync();
        var returned = Stopwatch.GetTimestamp();

        await Poll.UntilAsync(async () => (await client.GetAsync(new Uri("health/ready", UriKind.Relative), Token)).IsSuccessStatusCode);
        var (before, failed) = (_answered, _unavailable);
        await Poll.UntilAsync(() => _answered > before + 100);
        Assert.True(_unavailable - failed < 100, $"{_unavailable - failed} failed after the service was ready");
        _ended = true;
        await Task.WhenAll(load);

        Assert.Empty(_unexpected);
        foreach (var headline in _saved)
        {
            Assert.Equal(1L, await postgres.AskAsync($"select count(*) from article where headline = '{headline}'"));
        }

        await service.PrintedAsync("The database works again");
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("A bug", service.Output, StringComparison.Ordinal);
        var lines = service.Output.Split('\n').Where(l => l.Contains("The database", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count <= 6, string.Join('\n', lines));
        var last = Stopwatch.GetElapsedTime(returned, Math.Max(returned, _lastUnavailable));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_answered} answers, {_saved.Count} saved, {_unavailable} times 503, {lines.Count} lines in the log; "
            + $"the last 503 came {last.TotalMilliseconds:0} ms after the return of PostgreSQL"));
        Assert.Equal(0, await service.StopAsync(Token));
    }

    private static async Task<string> CreateKeyAsync(OwnPostgres postgres)
    {
        await using var database = NewsDatabase.At(postgres.ConnectionString);
        var made = await new ApiKeys(database, TimeProvider.System).CreateAsync("An editor", Role.Editor, null, Token);
        return Assert.IsType<CreatedKey.Created>(made).Secret;
    }

    private async Task LoopAsync(Func<Task> request)
    {
        while (!_ended)
        {
            await request();
        }
    }

    private async Task ReadAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("graphql", new { query = "{ articles(first: 3) { nodes { headline } } }" }, Token);
        await CountAsync(answer);
    }

    private async Task WriteAsync(HttpClient editor)
    {
        var headline = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        using var answer = await editor.PostAsJsonAsync(
            "graphql",
            new { query = $$"""mutation { createArticle(input: { headline: "{{headline}}", language: "en" }) { cursor } }""" },
            Token);
        if (await CountAsync(answer))
        {
            _saved.Add(headline);
        }
    }

    /// <summary>Returns true if the request succeeded.</summary>
    private async Task<bool> CountAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        var result = JsonDocument.Parse(text).RootElement;
        var code = result.TryGetProperty("errors", out var errors)
            ? errors[0].GetProperty("extensions").GetProperty("code").GetString()
            : null;
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK when code is null or "CHANGE_SAVED":
                Interlocked.Increment(ref _answered);
                return true;
            case HttpStatusCode.ServiceUnavailable when code == "SERVICE_UNAVAILABLE" && answer.Headers.RetryAfter is not null:
                Interlocked.Increment(ref _unavailable);
                Interlocked.Exchange(ref _lastUnavailable, Stopwatch.GetTimestamp());
                return false;
            case HttpStatusCode.InternalServerError when code == "OUTCOME_UNKNOWN":
                return false;
            default:
                _unexpected.Add($"{answer.StatusCode} {text}");
                return false;
        }
    }
}
