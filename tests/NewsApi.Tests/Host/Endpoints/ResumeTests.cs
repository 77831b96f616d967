using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>
/// <c>/live/newsapi.js</c> under the public clients: graphql-ws, graphql-sse, Apollo Client (by its GraphQLWsLink), urql and relay-runtime.
/// </summary>
[Trait("Needs", "Node")]
[Trait("Takes", "Minutes")]
public sealed class ResumeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Section = "resumed";

    private static readonly int Restarts = TestSize.Restarts;

    /// <summary>
    /// For the clients to catch up after one restart, and for npm and the compiler before the first; the test ends before it hangs.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private readonly ArticleCommands _newsroom = new(database.Database);
    private readonly List<string> _published = [];

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>Its bound, in milliseconds, is for a client that hangs; a quiet machine takes a minute.</summary>
    [Fact(Explicit = true, Timeout = 400_000)]
    public async Task Every_client_gets_each_event_once_and_in_order_through_restarts_and_random_cuts()
    {
        Prerequisite.Program("node");
        var stopping = TestContext.Current.CancellationToken;
        using var service = new RestartedService(database);
        using var http = new HttpClient
        {
            BaseAddress = new Uri(
            $"http://127.0.0.1:{RestartedService.FreePort().ToString(CultureInfo.InvariantCulture)}/")
        };
        await service.StartAsync(stopping);
        for (var i = 0; i < 3; i++)
        {
            await PublishAsync();
        }

        // 1. The clients begin with a page that has three, and come to hold what is published after it.
        var running = NodeScript.RunAsync(
            "resume.mjs", service.Address.ToString(), http.BaseAddress.Port.ToString(CultureInfo.InvariantCulture), Section);
        await AllHoldAsync(3);
        var begun = await HeldAsync();
        for (var restart = 0; restart < Restarts; restart++)
        {
            // 2. The service is stopped or killed while articles come, and more come while it is away.
            var publishing = PublishAsync(5);
            await service.EndAsync(restart % 2 == 0 ? "KILL" : "TERM", stopping);
            await publishing;
            await PublishAsync(2);
            publishing = PublishAsync(5);
            await service.StartAsync(stopping);
            await publishing;

            // 3. Nobody has to be asked to read anew.
            await AllHoldAsync(_published.Count);
        }

        // 4. Who has unsubscribed is told no more.
        await http.GetAsync("unsubscribe", stopping);
        await PublishAsync();
        using var last = await http.GetAsync("end", stopping);
        var end = JsonElement.Parse(await running);
        foreach (var client in end.GetProperty("held").EnumerateObject())
        {
            Assert.Equal(_published[..^1], Headlines(client.Value));
            Assert.Equal(begun.GetProperty(client.Name).GetProperty("pages").GetInt32(), client.Value.GetProperty("pages").GetInt32());
            Assert.True(client.Value.GetProperty("lost").GetInt32() > Restarts, $"{client.Name}: {client.Value}");
        }

        Assert.True(end.GetProperty("cuts").GetInt32() > Restarts, "Nothing was cut.");

        async Task AllHoldAsync(int count)
        {
            await Poll.ReadUntilAsync(
                HeldAsync, held => running.IsCompleted
                    || held.EnumerateObject().All(client => Headlines(client.Value).Length >= count), Patience);
            Assert.False(running.IsFaulted, running.Exception?.ToString());
        }

        // It rejects connections while the script still compiles.
        Task<JsonElement> HeldAsync() => Poll.RetryAsync<JsonElement, HttpRequestException>(
            async () => running.IsCompleted ? default : await http.GetFromJsonAsync<JsonElement>("", stopping), Patience);
    }

    private static string?[] Headlines(JsonElement client) =>
        [.. client.GetProperty("headlines").EnumerateArray().Select(h => h.GetString())];

    private async Task PublishAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            var headline = string.Create(CultureInfo.InvariantCulture, $"Number {_published.Count}");
            var draft = new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en", Section = Section } };
            var created = Assert.IsType<CommandResult<ArticleRef>.Committed>(await _newsroom.CreateAsync(draft, Stopping));
            Assert.IsType<CommandResult<ArticleRef>.Committed>(await _newsroom.PublishAsync(created.Value.Id, null, null, Stopping));
            _published.Add(headline);
        }
    }
}
