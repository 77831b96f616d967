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
/// <c>/live/newsapi.js</c> over graphql-ws, graphql-sse, EventSource and fetch, through a proxy that freezes, cuts and resets
/// connections, answers 502, and keeps connections of a service that is gone.
/// </summary>
[Trait("Needs", "Node")]
[Trait("Takes", "Minutes")]
public sealed class ClientFaultsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Section = "faults";
    private const int Size = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ArticleCommands _newsroom = new(database.Database);
    private readonly List<(long Id, string Headline)> _published = [];

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact(Explicit = true, Timeout = 500_000)]
    public async Task Each_client_has_the_right_list_and_status_again_after_every_fault()
    {
        Prerequisite.Program("node");
        using var service = new RestartedService(database, ("NewsApi__Live__Heartbeat", "1"));
        using var script = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{RestartedService.FreePort().ToString(CultureInfo.InvariantCulture)}/"),
        };
        await service.StartAsync(TestContext.Current.CancellationToken);
        await PublishAsync(3);
        var running = NodeScript.RunAsync(
            "resume-faults.mjs", service.Address.ToString(), script.BaseAddress.Port.ToString(CultureInfo.InvariantCulture), Section,
            Size.ToString(CultureInfo.InvariantCulture));
        var seen = await AllCurrentAsync();
        Assert.All(Clients(seen), c => Assert.Equal(["connecting", "behind", "live"], Shown(c)));

        // 1. Connections that die without a word, are closed, or are reset; and a computer that sleeps.
        foreach (var fault in new[] { "freeze", "cut", "reset", "sleep" })
        {
            await script.GetAsync(fault, Stopping);
            await PublishAsync(2);
            await NewsroomAsync(_newsroom.WithdrawAsync(_published[^3].Id, null, null, Stopping));
            _published.RemoveAt(_published.Count - 3);
            await CaughtUpAsync(fault);
        }

        // 2. A proxy that answers for a service that was killed; and one that keeps the browser's connection.
        foreach (var mode in new[] { "bad-gateway", "hold" })
        {
            await script.GetAsync($"mode?{mode}", Stopping);
            await service.EndAsync("KILL", Stopping);
            await PublishAsync(2);
            await Poll.ReadUntilAsync(HeldAsync, held => Clients(held).All(c => Shown(c)[^1] == "offline"), Patience);
            await service.StartAsync(Stopping);
            await CaughtUpAsync(mode);
        }

        Assert.All(Clients(await HeldAsync()), c => Assert.Equal(1, c.Value.GetProperty("pages").GetInt32()));

        // 3. A cursor that has expired: the page is read again.
        await script.GetAsync("mode?bad-gateway", Stopping);
        await service.EndAsync("KILL", Stopping);
        await PublishAsync(3);
        await database.ExecuteAsync("delete from wire_change where position < (select position from wire_head)");
        await service.StartAsync(Stopping);
        await CaughtUpAsync("expired");
        await PublishAsync(1);
        seen = await AllCurrentAsync();
        Assert.All(Clients(seen), c => Assert.Equal(2, c.Value.GetProperty("pages").GetInt32()));

        // 4. Nothing came twice.
        Assert.All(Clients(seen), c =>
        {
            var cursors = c.Value.GetProperty("cursors").EnumerateArray().Select(cursor => cursor.GetString()).ToArray();
            Assert.Equal(cursors.Distinct(), cursors);
        });
        await script.GetAsync("end", Stopping);
        await running;

        // The status showed the loss, and then the truth again.
        async Task CaughtUpAsync(string fault)
        {
            var before = seen;
            seen = await AllCurrentAsync();
            foreach (var client in Clients(seen))
            {
                var since = Shown(client)[Shown(Clients(before).Single(c => c.Name == client.Name)).Length..];
                Assert.True(since.Contains("offline") && since[^1] == "live", $"{fault}, {client.Name}: {string.Join(", ", since)}");
            }
        }

        async Task<JsonElement> AllCurrentAsync()
        {
            var expected = _published.Select(p => p.Headline).Reverse().Take(Size).ToArray();
            var held = await Poll.ReadUntilAsync(
                HeldAsync,
                held => running.IsCompleted
                    || Clients(held).All(c => Headlines(c).SequenceEqual(expected.Take(Headlines(c).Length))
                        && Headlines(c).Length >= Math.Min(expected.Length, Size - 3) && Shown(c)[^1] == "live"),
                Patience);
            Assert.False(running.IsFaulted, running.Exception?.ToString());
            return held;
        }

        // It rejects connections until it listens.
        Task<JsonElement> HeldAsync() => Poll.RetryAsync<JsonElement, HttpRequestException>(
            async () => running.IsCompleted ? default : await script.GetFromJsonAsync<JsonElement>("", Stopping), Patience);
    }

    private static JsonElement.ObjectEnumerator Clients(JsonElement held) =>
        held.ValueKind == JsonValueKind.Object ? held.EnumerateObject() : default;

    private static string?[] Shown(JsonProperty client) =>
        [.. client.Value.GetProperty("states").EnumerateArray().Select(s => s.GetString())];

    private static string?[] Headlines(JsonProperty client) =>
        [.. client.Value.GetProperty("list").EnumerateArray().Select(a => a.GetProperty("headline").GetString())];

    private async Task PublishAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var headline = string.Create(CultureInfo.InvariantCulture, $"Number {_published.Count}, {Guid.NewGuid():N}");
            var draft = new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en", Section = Section } };
            var id = await NewsroomAsync(_newsroom.CreateAsync(draft, Stopping));
            await NewsroomAsync(_newsroom.PublishAsync(id, null, null, Stopping));
            _published.Add((id, headline));
        }
    }

    private static async Task<long> NewsroomAsync(Task<CommandResult<ArticleRef>> command) =>
        Assert.IsType<CommandResult<ArticleRef>.Committed>(await command).Value.Id;
}
