using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Wire;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host;

/// <summary>
/// Publications through the API, while the service is killed again and again, PostgreSQL crashes and connections are cut at random.
/// </summary>
[Trait("Takes", "Minutes")]
[UnsupportedOSPlatform("windows")]
public sealed partial class PublicationStormTests(ITestOutputHelper output)
{
    private const int Publishers = 4;
    private const int Subscribers = 4;
    private const string Subscription = "subscription ($after: String) { articlePublished(after: $after) { cursor article { uri } } }";

    private static readonly int Publications = TestSize.Publications;

    /// <summary>The kills of the service.</summary>
    private static readonly int Kills = TestSize.Restarts;

    /// <summary>The crashes of PostgreSQL.</summary>
    private static readonly int Crashes = Math.Max(1, TestSize.Restarts / 3);

    /// <summary>For one call or one step of a storm, restarts of PostgreSQL and of the service included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData("event stream")]
    [InlineData("WebSocket")]
    public async Task Every_publication_that_was_acknowledged_reaches_every_subscriber_once_and_in_order(string by)
    {
        using var folder = new DataFolder();
        await using var postgres = await NewsApi.Postgres.PrivatePostgres.StartAsync(folder.Path, NullLogger.Instance, Cancel);
        var service = new Service(folder.Path, postgres.ConnectionString);
        await using var _ = service;
        await service.StartAsync();
        var key = await service.MakeKeyAsync();
        var begin = await service.WireCursorAsync();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var subscribers = Enumerable.Range(0, Subscribers).Select(i => new Subscriber(service, by == "WebSocket", new Random(i))).ToArray();
        var following = subscribers.Select(s => s.FollowAsync(begin, Publications, stop.Token)).ToArray();
        var acknowledged = new ConcurrentBag<string>();
        var next = -1;
        var publishing = Enumerable.Range(0, Publishers).Select(_ => Task.Run(
            async () =>
            {
                using var editor = new Editor(service, key);
                for (int i; (i = Interlocked.Increment(ref next)) < Publications;)
                {
                    acknowledged.Add(await editor.PublishAsync($"urn:storm:{i}"));
                }
            }, Cancel)).ToArray();

        // What falls over does so evenly over the whole, so that each has work in flight.
        for (var blow = 1; blow <= Kills + Crashes; blow++)
        {
            var at = Publications * blow / (Kills + Crashes + 1);
            await Poll.UntilAsync(
                () => acknowledged.Count >= at
                    || Array.TrueForAll(publishing, p => p.IsCompleted), () => $"{acknowledged.Count} of {at}", Patience);

            await (blow % 4 == 0 ? RestartAsync(folder) : service.KillAndStartAsync());
        }

        await Task.WhenAll(publishing);
        var all = await Task.WhenAll(following).WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        await stop.CancelAsync();

        Assert.Equal(Publications, acknowledged.Distinct().Count());
        Assert.All(all, told => Assert.Equal(all[0], told));
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), all[0].Select(t => t.Uri).Order(StringComparer.Ordinal));
        Assert.Equal(all[0].Select(t => t.Position).Order(), all[0].Select(t => t.Position));
        output.WriteLine($"{Publications} publications, {Kills} kills, {Crashes} crashes of PostgreSQL, {subscribers.Sum(s => s.Connections)} connections of {Subscribers} subscribers");
    }

    /// <summary>Every process of the server ends at once, as at a power cut; then it starts and recovers.</summary>
    private static async Task RestartAsync(DataFolder folder)
    {
        var postmaster = Assert.NotNull(folder.Postmaster);
        using var kill = System.Diagnostics.Process.Start("kill", ["-QUIT", postmaster.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancel);
        await Poll.UntilAsync(() => !Directory.Exists($"/proc/{postmaster}"));

        // It goes on after this handle has been left, because the test holds one of its own.
        await using var again = await NewsApi.Postgres.PrivatePostgres.StartAsync(folder.Path, NullLogger.Instance, Cancel);
    }

    /// <summary>The service as a process on one address, whatever happens to it.</summary>
    private sealed partial class Service(string folder, string connectionString) : IAsyncDisposable
    {
        private readonly int _port = FreePort();
        private NewsApiProcess? _process;

        public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"));

        public async Task StartAsync()
        {
            _process = Start("serve", "--urls", Address.ToString());
            await _process.ListeningAsync(Cancel);
        }

        public async Task KillAndStartAsync()
        {
            _process!.Signal("KILL");
            await _process.ExitCodeAsync(Cancel);

            // While PostgreSQL recovers, the process ends before it listens; a supervisor would start it again.
            await Poll.RetryAsync<bool, InvalidOperationException>(async () =>
            {
                _process?.Dispose();
                await StartAsync();
                return true;
            }, Patience);
        }

        public async Task<string> MakeKeyAsync()
        {
            using var keys = Start("keys", "create", "storm", "--role", "editor");
            Assert.Equal(0, await keys.ExitCodeAsync(Cancel));
            await keys.PrintedAsync("nwk_");
            return Secret().Match(keys.Output).Value;
        }

        public async Task<string> WireCursorAsync()
        {
            using var http = new HttpClient { BaseAddress = Address };
            using var answer = await http.PostAsJsonAsync("graphql", new { query = "{ wire { cursor } }" }, Cancel);
            var result = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            return result.GetProperty("data").GetProperty("wire").GetProperty("cursor").GetString()!;
        }

        public async ValueTask DisposeAsync()
        {
            if (_process is not null)
            {
                await _process.StopAsync(CancellationToken.None);
                _process.Dispose();
            }
        }

        private NewsApiProcess Start(params string[] arguments) => NewsApiProcess.Start(
            folder, arguments, environment: e => e["ConnectionStrings__News"] = connectionString);

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        [GeneratedRegex(@"nwk_[\w-]+")]
        private static partial Regex Secret();
    }

    /// <summary>Publishes until it is told that it is published: who does not get an answer asks again.</summary>
    private sealed class Editor : IDisposable
    {
        private const string Create =
            "mutation ($uri: String!) { createArticle(input: { uri: $uri, headline: $uri, language: \"en\" }) { article { id } errors { __typename ... on Error { message } } } }";

        private const string Publish =
            "mutation ($id: ID!) { publishArticle(input: { id: $id }) { article { status } errors { __typename ... on NotAllowedInStatusError { status } } } }";

        private readonly HttpClient _http;

        public Editor(Service service, string key)
        {
            _http = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(20) };
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        public async Task<string> PublishAsync(string uri)
        {
            await AskAsync(Create, new { uri });
            var id = (await AskAsync("query ($uri: String) { article(uri: $uri) { id } }", new { uri })).GetProperty("article")
                .GetProperty("id").GetString();
            var published = (await AskAsync(Publish, new { id })).GetProperty("publishArticle");
            var status = published.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? errors[0].GetProperty("status")
                : published.GetProperty("article").GetProperty("status");
            Assert.Equal("PUBLISHED", status.GetString());
            return uri;
        }

        public void Dispose() => _http.Dispose();

        private async Task<JsonElement> AskAsync(string query, object variables)
        {
            var answered = await Poll.ReadUntilAsync(() => TryAskAsync(query, variables), HasData, Patience);
            return answered.GetProperty("data");
        }

        /// <summary>
        /// The response, or the exception's message. Without a response the outcome is unknown; asking again does no harm.
        /// </summary>
        private async Task<JsonElement> TryAskAsync(string query, object variables)
        {
            try
            {
                using var answer = await _http.PostAsJsonAsync("graphql", new { query, variables }, Cancel);
                return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            }
            catch (Exception e) when (
                e is HttpRequestException or IOException or JsonException or TaskCanceledException && !Cancel.IsCancellationRequested)
            {
                return JsonSerializer.SerializeToElement(e.Message);
            }
        }

        private static bool HasData(JsonElement result) => result.ValueKind == JsonValueKind.Object
            && !result.TryGetProperty("errors", out _)
            && result.GetProperty("data").ValueKind == JsonValueKind.Object;
    }

    /// <summary>Follows what is published, cuts its connection now and then, and comes back with its last cursor.</summary>
    private sealed class Subscriber(Service service, bool bySocket, Random random)
    {
        public int Connections { get; private set; }

        public async Task<List<(long Position, string Uri)>> FollowAsync(string after, int count, CancellationToken stop)
        {
            var received = new List<(long, string)>();
            using var backOff = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            do
            {
                var eventsBeforeCut = random.Next(20, 400);
                try
                {
                    Connections++;
                    await foreach (var (cursor, uri) in (bySocket ? BySocketAsync(after, stop) : ByStreamAsync(after, stop))
                        .WithCancellation(stop))
                    {
                        Assert.True(WireCursor.TryParse(cursor, out var at));
                        received.Add((at.Position, uri));
                        after = cursor;
                        if (received.Count == count || --eventsBeforeCut == 0)
                        {
                            break;
                        }
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException or WebSocketException && !stop.IsCancellationRequested)
                {
                    // The connection is gone; the cursor is not.
                }
            }
            while (received.Count < count && await backOff.WaitForNextTickAsync(stop));

            return received;
        }

        private async IAsyncEnumerable<(
            string Cursor, string Uri)> ByStreamAsync(string after, [EnumeratorCancellation] CancellationToken stop)
        {
            using var http = new HttpClient { BaseAddress = service.Address, Timeout = Timeout.InfiniteTimeSpan };
            using var stream = await EventStreamClient.OpenAsync(http, Subscription, lastEventId: after, cancellationToken: stop);
            while (await stream.NextAsync(stop) is { } next)
            {
                yield return Told(next.Data);
            }
        }

        private async IAsyncEnumerable<(
            string Cursor, string Uri)> BySocketAsync(string after, [EnumeratorCancellation] CancellationToken stop)
        {
            using var socket = await SocketClient.SubscribeAsync(service.Address, Subscription, new { after }, cancellationToken: stop);
            while (await socket.NextAsync(stop) is { } next)
            {
                yield return Told(next.GetProperty("data").GetProperty("articlePublished"));
            }
        }

        private static (string Cursor, string Uri) Told(JsonElement published) =>
            (published.GetProperty("cursor").GetString()!, published.GetProperty("article").GetProperty("uri").GetString()!);
    }
}
