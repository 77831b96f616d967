using System.Net.Sockets;
using System.Text;
using static NewsApi.Tests.Host.Hostile.DocumentedAnswer;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>
/// Connections that say nothing, or not all of it, or that do not read. The service ends each after a time limit, and meanwhile serves
/// others.
/// </summary>
internal static class SilentConnections
{
    private const string Head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    /// <summary>Kestrel waits so long before it demands a rate of a body, and then looks once a second.</summary>
    private static readonly TimeSpan BodyGrace = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan InitTimeout = TimeSpan.FromSeconds(10);

    public static IEnumerable<HostileCase> All =>
    [
        Case("a body that does not come", Say($"{Head}Content-Length: 1000\r\n\r\n{{"), Rejected(408, "HC0009", "to its end"), BodyGrace),
        Case("a chunk that does not come", Say($"{Head}Transfer-Encoding: chunked\r\n\r\n10\r\n{{"),
            Rejected(408, "HC0009", "to its end"), BodyGrace),
        Case("a body of a byte a second", Dribble($"{Head}Content-Length: 1000\r\n\r\n"), Rejected(408, "HC0009", "to its end"), BodyGrace),
        Case("a WebSocket without an init", HostileSocket.Messages(), Rejected(4408, null, "timeout"), InitTimeout),
        Case("a WebSocket with half a frame", HostileSocket.Bytes(_ => [[0x81, 0xFE]]), Rejected(4408, null, "timeout"), InitTimeout),
        Case("a connection that is closed at once", Close(""), Rejected(0), default),
        Case("half a request line, then reset", Reset("GET /graph"), Rejected(0), default),
        Case("half of the headers, then reset", Reset("GET / HTTP/1.1\r\nHost: loc"), Rejected(0), default),
        Case("half of a body, then reset", Reset($"{Head}Content-Length: 100\r\n\r\n{{\"query\""), Rejected(0), default),
        Case("half of an item, then reset", Reset("POST /ingest/ninjs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"),
            Rejected(0), default),
        Case("a request, and no reading", Reset("GET /graphql?query=%7B__schema%7Btypes%7Bname%20description%7D%7D%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            Rejected(0), default),
        Case("1 000 requests in one write, and no reading", Reset(string.Concat(Enumerable.Repeat(
            "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\n\r\n", 1000))), Rejected(0), default),
    ];

    /// <summary>Connections that are held open while all other cases run: silent, half of a request line, half of the headers.</summary>
    public static async Task<IReadOnlyList<TcpClient>> OpenAsync(HostileTarget target, int each, CancellationToken cancellationToken)
    {
        var open = new List<TcpClient>();
        foreach (var words in (string[])["", "GET /graph", "GET / HTTP/1.1\r\nHost: loc", $"{Head}Content-Length: 1000\r\n\r\n"])
        {
            for (var i = 0; i < each; i++)
            {
                var connection = await target.ConnectAsync(cancellationToken);
                open.Add(connection);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(words), cancellationToken);
            }
        }

        return open;
    }

    private static HostileRequest Say(string text) => (target, cancellationToken) =>
        RawHttp.SendAsync(target, Encoding.ASCII.GetBytes(text), cancellationToken);

    /// <summary>Sends the rest of the body one byte a second.</summary>
    private static HostileRequest Dribble(string head) => async (target, cancellationToken) =>
    {
        using var connection = await target.ConnectAsync(cancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var dribbling = DribbleAsync(stream, answered.Token);
        var answer = await RawHttp.ReadAsync(stream, null, cancellationToken);
        await answered.CancelAsync();
        await dribbling;
        return answer;
    };

    private static async Task DribbleAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
            {
                await stream.WriteAsync(" "u8.ToArray(), cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The service has answered.
        }
    }

    /// <summary>Sends a text, says that no more follows, and reads.</summary>
    private static HostileRequest Close(string text) => async (target, cancellationToken) =>
    {
        using var connection = await target.ConnectAsync(cancellationToken);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        connection.Client.Shutdown(SocketShutdown.Send);
        return await RawHttp.ReadAsync(stream, null, cancellationToken);
    };

    /// <summary>Sends a text, and resets the connection.</summary>
    private static HostileRequest Reset(string text) => async (target, cancellationToken) =>
    {
        using var connection = await target.ConnectAsync(cancellationToken);
        connection.LingerState = new LingerOption(true, 0);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        return new ReceivedAnswer(0, "");
    };

    private static HostileCase Case(string name, HostileRequest request, DocumentedAnswer answer, TimeSpan patience) =>
        new("silent connections", name, request, answer) { Patience = patience };
}
