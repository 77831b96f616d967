using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Clients;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>
/// Two processes behind a proxy are restarted one after the other, while readers query and the public clients follow a list, each through
/// <c>/live/newsapi.js</c>.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait("Needs", "Node")]
[Trait("Needs", "Proxies")]
[Trait("Takes", "Minutes")]
public sealed partial class RollingRestartTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ArticleCommands _newsroom = new(database.Database);
    private readonly string _section = $"rolling {Guid.NewGuid()}";
    private readonly List<string> _published = [];

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task A_rolling_restart_fails_no_query_and_loses_or_doubles_no_event(string program)
    {
        Prerequisite.Program("node");
        (string, string)[] settings = [("NewsApi__DrainDelay", "8"), ("NewsApi__DrainTime", "10")];
        using var first = new RestartedService(database, settings);
        using var second = new RestartedService(database, settings);
        await Task.WhenAll(first.StartAsync(Limit), second.StartAsync(Limit));
        using var proxy = await ReverseProxy.StartAsync(
            program, FindConfiguration(program), first.Address, second.Address);
        using var clients = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Text(RestartedService.FreePort())}/") };
        await PublishAsync(1);
        var running = NodeScript.RunAsync("resume.mjs", proxy.Address.ToString(), Text(clients.BaseAddress.Port), _section, "uncut");
        await AllHoldAsync(1);

        await using (var readers = new SteadyReaders(proxy.Address))
        {
            foreach (var restarted in new[] { first, second })
            {
                var ended = restarted.EndAsync("TERM", Limit);
                await PublishAsync(5);
                await ended;
                await PublishAsync(3);
                await restarted.StartAsync(Limit);

                // As an orchestrator does: the next process is restarted when the proxy uses this one again.
                await Poll.UntilAsync(() => HasAnsweredAsync(restarted), atMost: Patience);
                await AllHoldAsync(_published.Count);
            }

            Assert.Empty(readers.Failures);
            Assert.NotEqual(0, readers.Answered);
        }

        using var last = await clients.GetAsync("end", Limit);
        foreach (var client in JsonElement.Parse(await running).GetProperty("held").EnumerateObject())
        {
            Assert.Equal(_published, Headlines(client.Value));
        }

        async Task AllHoldAsync(int count)
        {
            await Poll.ReadUntilAsync(
                HeldAsync, held => running.IsCompleted
                    || held.EnumerateObject().All(client => Headlines(client.Value).Length >= count), Patience);
            Assert.False(running.IsFaulted, running.Exception?.ToString());
        }

        // The script rejects connections while it still compiles.
        Task<JsonElement> HeldAsync() => Poll.RetryAsync<JsonElement, HttpRequestException>(
            async () => running.IsCompleted ? default : await clients.GetFromJsonAsync<JsonElement>("", Limit), Patience);
    }

    /// <summary>True if an operation has reached the process since its start. Only the proxy sends operations to it.</summary>
    private static async Task<bool> HasAnsweredAsync(RestartedService service)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        var metrics = await client.GetStringAsync("metrics", Limit);
        return metrics.Contains("newsapi_operation_duration_seconds_count", StringComparison.Ordinal);
    }

    /// <summary>The configuration that the README gives.</summary>
    private static string FindConfiguration(string program)
    {
        var fence = Fence().Matches(Repository.Read("README.md")).FirstOrDefault(m => m.Groups["program"].Value == program);
        Assert.True(fence is not null, $"The README has no configuration of {program}.");
        return fence.Groups["text"].Value;
    }

    private static string[] Headlines(JsonElement client) =>
        [.. client.GetProperty("headlines").EnumerateArray().Select(h => h.GetString() ?? "")];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task PublishAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var headline = string.Create(CultureInfo.InvariantCulture, $"Number {_published.Count}");
            var draft = new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en", Section = _section } };
            var created = Assert.IsType<CommandResult<ArticleRef>.Committed>(await _newsroom.CreateAsync(draft, Limit));
            Assert.IsType<CommandResult<ArticleRef>.Committed>(await _newsroom.PublishAsync(created.Value.Id, null, null, Limit));
            _published.Add(headline);
        }
    }

    [GeneratedRegex(@"^```(?<program>haproxy|nginx)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
