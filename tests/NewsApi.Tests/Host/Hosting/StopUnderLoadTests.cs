using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class StopUnderLoadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Subscription = "subscription { articlePublished { article { uri } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_completes_requests_in_flight_and_ends_subscriptions_so_that_clients_reconnect()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, environment: e => e["ConnectionStrings__News"] = database.ConnectionString);
        var address = await service.ListeningAsync(Cancel);
        var key = Assert.IsType<CreatedKey.Created>(
            await new ApiKeys(database.Database, TimeProvider.System).CreateAsync("stop", Role.Editor, null, Cancel)).Secret;

        using var http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EventStreamClient.OpenAsync(http, Subscription)));
        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SocketClient.SubscribeAsync(address, Subscription)));
        var acknowledged = new ConcurrentBag<string>();
        var publishing = Enumerable.Range(0, 4).Select(i => PublishUntilRejectedAsync(address, key, i, acknowledged)).ToArray();
        await Poll.UntilAsync(() => acknowledged.Count >= 20, () => acknowledged.Count);

        // They read while it stops, as clients do: the end of a socket is agreed on by both sides.
        var (endsOfStreams, endsOfSockets) = (streams.Select(EndOfAsync).ToArray(), sockets.Select(EndOfAsync).ToArray());
        service.Signal("TERM");
        Assert.Equal(0, await service.ExitCodeAsync(Cancel));
        await Task.WhenAll(publishing);

        Assert.All(await Task.WhenAll(endsOfStreams), Assert.False);
        Assert.All(await Task.WhenAll(endsOfSockets), status => Assert.Equal((WebSocketCloseStatus)1012, status));
        foreach (var uri in acknowledged)
        {
            Assert.True(await database.ScalarAsync<bool>($"select exists (select from article where uri = '{uri}' and announced)"), uri);
        }

        foreach (var client in streams.Cast<IDisposable>().Concat(sockets))
        {
            client.Dispose();
        }
    }

    /// <summary>One item after another; returns when nobody takes them any more.</summary>
    private static async Task PublishUntilRejectedAsync(Uri address, string key, int publisher, ConcurrentBag<string> acknowledged)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        for (var i = 0; ; i++)
        {
            var uri = $"urn:stop:{publisher}:{i}";
            object document = new
            {
                uri,
                versionCreated = "2026-01-15T12:00:00Z",
                pubStatus = "usable",
                language = "en",
                headlines = new[] { new { value = uri } }
            };
            try
            {
                using var answer = await http.PostAsJsonAsync(
                    "graphql", new
                    {
                        query = "mutation ($document: JSON!) { ingestNinjs(input: { document: $document }) { result } }",
                        variables = new { document }
                    }, Cancel);
                var result = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
                if (!result.TryGetProperty("data", out var data))
                {
                    return;
                }

                Assert.Equal("CREATED", data.GetProperty("ingestNinjs").GetProperty("result").GetString());
                acknowledged.Add(uri);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>Whether the stream said that it was complete.</summary>
    private static async Task<bool> EndOfAsync(EventStreamClient stream)
    {
        while (await stream.NextAsync() is not null)
        {
        }

        return stream.IsComplete;
    }

    private static async Task<WebSocketCloseStatus?> EndOfAsync(SocketClient socket)
    {
        while (await socket.NextAsync() is not null)
        {
        }

        return socket.CloseStatus;
    }
}
