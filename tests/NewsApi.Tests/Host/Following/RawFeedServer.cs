using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NewsApi.Tests.Host.Following;

/// <summary>
/// A server on loopback that writes bytes, and not responses: a test says for each path what is sent, by the standard or against it.
/// </summary>
internal sealed class RawFeedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<string, NetworkStream, CancellationToken, Task>> _answers = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;

    public RawFeedServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Origin => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The heads of all requests, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public IReadOnlyList<string> RequestsFor(string path) =>
        [.. _requests.Where(head => head.StartsWith($"GET {path} ", StringComparison.Ordinal))];

    /// <summary>Sets what a path sends, by the head of the request; returns the address of the path.</summary>
    public string On(string path, Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answers[path] = answer;
        return Origin + path;
    }

    /// <summary>Sets a response that is the same each time.</summary>
    public string On(string path, string head, byte[] body) =>
        On(path, (_, stream, cancellation) => SendAsync(stream, head, body, cancellation));

    /// <summary>Sets a response with status 200 and the right length.</summary>
    public string On(string path, string body, string headers = "")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return On(path, Ok(bytes, headers), bytes);
    }

    public static string Ok(byte[] body, string headers = "") => string.Create(
        CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{headers}");

    public static async Task SendAsync(NetworkStream stream, string head, byte[] body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}Connection: close\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
    }

    /// <summary>Sends the same bytes again and again until the client has enough.</summary>
    public static Func<string, NetworkStream, CancellationToken, Task> Endless(string head, byte[] bytes, TimeSpan? between = null) =>
        async (_, stream, cancellation) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), cancellation);
            using var pause = new PeriodicTimer(between ?? TimeSpan.FromMilliseconds(1));
            while (true)
            {
                await stream.WriteAsync(bytes, cancellation);
                if (between is not null)
                {
                    await pause.WaitForNextTickAsync(cancellation);
                }
            }
        };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(ServeAsync(client));
            }
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = new StringBuilder();
                var buffer = new byte[4096];
                while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await stream.ReadAsync(buffer, _stop.Token);
                    if (read == 0)
                    {
                        return;
                    }

                    head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                var request = head.ToString();
                _requests.Enqueue(request);
                var answer = _answers.GetValueOrDefault(request.Split(' ')[1])
                    ?? ((_, to, cancellation) => SendAsync(to, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", [], cancellation));
                await answer(request, stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client has had enough, or the test is over.
            }
        }
    }
}
