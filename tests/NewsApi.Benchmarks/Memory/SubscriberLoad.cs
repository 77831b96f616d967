using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NewsApi.Benchmarks.Memory;

/// <summary>
/// Subscribers that come, stay for a while and go: by event stream, WebSocket and pages. Some close their connection, some reset it, and
/// some stop reading long before.
/// </summary>
internal sealed class SubscriberLoad(ServiceClient client, NewsVocabulary words, int count)
{
    private const int SmallBuffer = 4 << 10;
    private const string Fields = "cursor kind id article { headline body topics { name } }";

    private int _open;

    /// <summary>How many are connected.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Keeps that many connected until the end: where one has gone, another comes.</summary>
    public Task RunAsync(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, count).Select(i => StayAsync(new Random(i), end)));

    private async Task StayAsync(Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(end);
            leaving.CancelAfter(TimeSpan.FromSeconds(1 + (-60 * Math.Log(1 - random.NextDouble()))));
            Interlocked.Increment(ref _open);
            try
            {
                await (random.Next(8) switch
                {
                    < 3 => StreamAsync(random, stops: false, leaving.Token),
                    3 => StreamAsync(random, stops: true, leaving.Token),
                    < 6 => SocketAsync(random, leaving.Token),
                    _ => PagesAsync(random, leaving.Token),
                });
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                client.Count("left");
            }
            catch (Exception e) when (e is IOException or SocketException or WebSocketException or HttpRequestException)
            {
                client.Fail($"subscriber: {e}");
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }

    /// <summary>An event stream on a socket of its own.</summary>
    /// <param name="stops">Whether it reads nothing after the head of the response.</param>
    private async Task StreamAsync(Random random, bool stops, CancellationToken leaving)
    {
        using var connection = new TcpClient();
        if (stops)
        {
            connection.ReceiveBufferSize = SmallBuffer;
        }

        await connection.ConnectAsync(client.Service.Host, client.Service.Port, leaving);
        var request = Request(random, "");
        await connection.GetStream().WriteAsync(
            Encoding.UTF8.GetBytes(
                $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(request).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{request}"),
            leaving);
        var buffer = new byte[16 << 10];
        var first = await connection.GetStream().ReadAsync(buffer, leaving);
        if (!buffer.AsSpan(0, first).StartsWith("HTTP/1.1 200"u8))
        {
            client.Fail($"subscriber: {Encoding.UTF8.GetString(buffer.AsSpan(0, first))}");
            return;
        }

        try
        {
            while (stops)
            {
                await Task.Delay(Timeout.Infinite, leaving);
            }

            while (await connection.GetStream().ReadAsync(buffer, leaving) is var read && read > 0)
            {
                client.Count("events", buffer.AsSpan(0, read).Count("event: next"u8));
            }

            client.Count("streams ended by the service");
        }
        finally
        {
            if (stops || random.Next(2) == 0)
            {
                // The connection is reset without a word.
                connection.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private async Task SocketAsync(Random random, CancellationToken leaving)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(client.Service) { Scheme = "ws", Path = "graphql" }.Uri, leaving);
        var (isPolite, operations) = (random.Next(2) == 0, 1 + random.Next(3));
        try
        {
            await SendAsync(socket, """{"type":"connection_init"}""", leaving);
            for (var i = 0; i < operations; i++)
            {
                await SendAsync(
                    socket, $$"""{"id":"{{i.ToString(CultureInfo.InvariantCulture)}}","type":"subscribe","payload":{{Request(random, "")}}}""",
                    leaving);
            }

            var buffer = new byte[64 << 10];
            while (true)
            {
                // Of its own, because a cancelled receive aborts the connection.
                var receiving = socket.ReceiveAsync(buffer, CancellationToken.None);
                await receiving.WaitAsync(leaving);
                var received = await receiving;
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    client.Fail($"WebSocket: closed with {socket.CloseStatusDescription}");
                    return;
                }

                var text = buffer.AsSpan(0, received.Count);
                client.Count("events", text.IndexOf("\"next\""u8) >= 0 ? 1 : 0);
                if (text.SequenceEqual("""{"type":"ping"}"""u8))
                {
                    await SendAsync(socket, """{"type":"pong"}""", leaving);
                }
            }
        }
        catch (OperationCanceledException) when (isPolite && socket.State == WebSocketState.Open)
        {
            await SendAsync(socket, """{"id":"0","type":"complete"}""", CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            throw;
        }
        finally
        {
            socket.Abort();
        }
    }

    /// <summary>Pages, each after the cursor of the one before; the last one is left while it waits.</summary>
    private async Task PagesAsync(Random random, CancellationToken leaving)
    {
        using var http = new HttpClient { BaseAddress = client.Service };
        var cursor = await client.EditAsync("{ wire { cursor } }", null, leaving);
        var after = cursor?.GetProperty("cursor").GetString();
        var query = Uri.EscapeDataString(JsonElement.Parse(Request(random, "$after")).GetProperty("query").GetString()!);
        while (true)
        {
            var variables = Uri.EscapeDataString(JsonSerializer.Serialize(new { after }));
            using var request = new HttpRequestMessage(
                HttpMethod.Get, $"graphql?query={query}&variables={variables}&extensions={Uri.EscapeDataString("""{"wait":true}""")}");
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.SendAsync(request, leaving);
            var page = await response.Content.ReadAsStringAsync(leaving);
            if (!response.IsSuccessStatusCode || !JsonElement.Parse(page).TryGetProperty("extensions", out var extensions))
            {
                client.Fail($"page: {response.StatusCode} {page}");
                return;
            }

            client.Count("pages");
            after = extensions.GetProperty("next").GetString();
        }
    }

    /// <summary>A subscription to all changes, to those of a section, or to those of one of many topics.</summary>
    private string Request(Random random, string after)
    {
        var where = random.Next(3) switch
        {
            0 => "",
            1 => $", where: {{ section: {{ eq: {Quote(words.Sections[random.Next(words.Sections.Length)])} }} }}",
            _ => $", where: {{ or: [{{ topics: {{ some: {{ slug: {{ eq: {Quote(Topic())} }} }} }} }}, {{ urgency: {{ gte: 1 }} }}, "
                + $"{{ headline: {{ contains: {Quote(words.Words[random.Next(words.Words.Length)])} }} }}] }}",
        };
        var query = after.Length > 0
            ? $"subscription ({after}: String) {{ articleChanges(after: {after}{where}) {{ {Fields.Replace(" id ", " ", StringComparison.Ordinal)} }} }}"
            : $"subscription {{ articleChanges{(where.Length > 0 ? $"({where[2..]})" : "")} {{ {Fields} }} }}";
        return JsonSerializer.Serialize(new { query });

        string Topic() => words.Named["topics"][random.Next(words.Named["topics"].Length)].Slug;
    }

    private static Task SendAsync(ClientWebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
