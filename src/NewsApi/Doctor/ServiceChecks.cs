using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Perimeter;
using NewsApi.Transport.Operations;

namespace NewsApi.Doctor;

/// <summary>
/// Checks of a running service at its public address, through all proxies: whether queries, event streams and WebSockets pass, and whether
/// the proxies tell the service what it must know.
/// </summary>
internal sealed class ServiceChecks : IDisposable
{
    private const string Subscription = "subscription { articlePublished { cursor } }";
    private const string OwnProtocol = "graphql-transport-ws";

    /// <summary>The time within which any part of a service responds, also far away.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Uri _address;
    private readonly Settings _settings;
    private readonly NewsDatabase? _database;
    private readonly HttpClient _client;

    /// <param name="address">The address below which the service has its URLs.</param>
    /// <param name="database">The database that the service should use; null if it cannot be reached from here.</param>
    public ServiceChecks(Uri address, Settings settings, NewsDatabase? database)
    {
        _address = address.AbsoluteUri.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
        (_settings, _database) = (settings, database);
        All =
        [
            new("service", CheckReadyAsync),
            new("service's database", CheckQueryAsync),
            new("service's scheme", CheckSchemeAsync),
            new("event streams", CheckEventStreamAsync),
            new("WebSockets", CheckWebSocketAsync),
        ];
        _client = new HttpClient { BaseAddress = _address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The checks. If the first one finds a problem, the others would find the same one.</summary>
    public IReadOnlyList<Check> All { get; }

    public void Dispose() => _client.Dispose();

    private async Task<Finding> CheckReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = Limited(Limit, cancellationToken);
        using var response = await _client.GetAsync(new Uri("health/ready", UriKind.Relative), limit.Token);
        var text = await response.Content.ReadAsStringAsync(limit.Token);
        return response.IsSuccessStatusCode && text.Contains("\"ready\"", StringComparison.Ordinal)
            ? Finding.Fine("service", $"ready at {_address}")
            : Finding.Problem(
                "service", $"{_address}health/ready responds with {(int)response.StatusCode} {Shorten(text)}",
                "Start the service, or correct the address or the proxy.");
    }

    private async Task<Finding> CheckQueryAsync(CancellationToken cancellationToken)
    {
        const string Subject = "service's database";
        using var limit = Limited(Limit, cancellationToken);
        using var response = await _client.PostAsJsonAsync("graphql", new { query = "{ wire { cursor } }" }, limit.Token);
        var text = await response.Content.ReadAsStringAsync(limit.Token);
        if (ReadCursor(text) is not { } cursor)
        {
            return Finding.Problem(
                Subject, $"a query by POST gets {(int)response.StatusCode} {Shorten(text)}", "Let the proxy pass POST to `/graphql`.");
        }

        if (!response.Headers.Contains("News-Cursor"))
        {
            return Finding.Warning(Subject, "the header News-Cursor is missing", "Let the proxy pass the headers of responses.");
        }

        return _database is null || (await WireStatus.ReadAsync(_database, cancellationToken)).Head.Epoch == cursor.Epoch
            ? Finding.Fine(Subject, $"at {cursor}")
            : Finding.Problem(
                Subject, $"another one: its change log is at {cursor}", "Give this command the settings of that service, or correct --url.");
    }

    // A service that knows of HTTPS sends this header, except to localhost.
    private async Task<Finding> CheckSchemeAsync(CancellationToken cancellationToken)
    {
        const string Subject = "service's scheme";
        using var limit = Limited(Limit, cancellationToken);
        using var response = await _client.GetAsync(new Uri("health/live", UriKind.Relative), limit.Token);
        var knows = response.Headers.Contains("Strict-Transport-Security")
            || _settings.Bind<PerimeterOptions>().HstsAge == TimeSpan.Zero || _address.IsLoopback;
        return _address.Scheme == Uri.UriSchemeHttp
            ? Finding.Fine(Subject, "HTTP; use HTTPS in public")
            : knows ? Finding.Fine(Subject, "HTTPS, and the service knows it")
            : Finding.Warning(
                Subject, "HTTPS, but the service takes it for HTTP, and all clients for one address",
                "Name the proxy in NewsApi__Proxies, and let it send X-Forwarded-For and X-Forwarded-Proto.");
    }

    private async Task<Finding> CheckEventStreamAsync(CancellationToken cancellationToken)
    {
        const string Subject = "event streams";
        const string Remedy = "Switch off buffering and compression for `/graphql` in the proxy (nginx: proxy_buffering off).";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"graphql?query={Uri.EscapeDataString(Subscription)}");
        request.Headers.Accept.ParseAdd("text/event-stream");
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var begin = Limited(Limit, cancellationToken);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, begin.Token);
            if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                return Finding.Problem(
                    Subject, $"a subscription by GET gets {(int)response.StatusCode} {response.Content.Headers.ContentType}",
                    "Let the proxy pass the header Accept to `/graphql`.");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(begin.Token);
            var bytes = new byte[4096];
            var count = await stream.ReadAsync(bytes, begin.Token);

            // The first bytes may only have passed together with the headers. A heartbeat shows that later ones pass too.
            var heartbeat = _settings.Bind<TransportOptions>().HeartbeatInterval;
            using var next = Limited(heartbeat + Limit, cancellationToken);
            count = count == 0 ? 0 : await stream.ReadAsync(bytes, next.Token);
            return count > 0
                ? Finding.Fine(Subject, $"pass at once, signs of life each {heartbeat.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s")
                : Finding.Problem(Subject, "end by themselves", "Find what ends them: the proxy's time limit, or its protocol (HTTP/1.1).");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var waited = Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return Finding.Problem(Subject, $"are held back: nothing arrived for {waited} s", Remedy);
        }
    }

    private async Task<Finding> CheckWebSocketAsync(CancellationToken cancellationToken)
    {
        const string Subject = "WebSockets";
        const string Remedy = "Let the proxy pass the headers Upgrade and Connection to `/graphql`, over HTTP/1.1.";
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(OwnProtocol);
        using var limit = Limited(Limit, cancellationToken);
        try
        {
            var target = new UriBuilder(new Uri(_address, "graphql")) { Scheme = _address.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" };
            await socket.ConnectAsync(target.Uri, limit.Token);
            await socket.SendAsync("{\"type\":\"connection_init\"}"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
            var bytes = new byte[4096];
            var received = await socket.ReceiveAsync(bytes, limit.Token);
            var text = Encoding.UTF8.GetString(bytes, 0, received.Count);
            return text.Contains("connection_ack", StringComparison.Ordinal)
                ? Finding.Fine(Subject, "pass")
                : Finding.Problem(Subject, $"get {Shorten(text)} instead of an acknowledgement", Remedy);
        }
        catch (WebSocketException e)
        {
            return Finding.Problem(Subject, $"do not pass: {(e.InnerException ?? e).Message.TrimEnd('.')}", Remedy);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Problem(Subject, "do not pass: no response", Remedy);
        }
    }

    private static CancellationTokenSource Limited(TimeSpan limit, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit);
        return source;
    }

    private static WireCursor? ReadCursor(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var text = document.RootElement.GetProperty("data").GetProperty("wire").GetProperty("cursor").GetString();
            return WireCursor.TryParse(text, out var cursor) ? cursor : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    // It may be the page of a proxy, in any length.
    private static string Shorten(string text) =>
        (text.Length > 100 ? $"{text[..100]}…" : text).ReplaceLineEndings(" ").Trim();
}
