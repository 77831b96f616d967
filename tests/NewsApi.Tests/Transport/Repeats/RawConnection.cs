using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace NewsApi.Tests.Transport.Repeats;

/// <summary>One connection of HTTP/1.1, on which a test chooses every byte and every packet.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _received = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> ConnectAsync(Uri address)
    {
        var raw = new RawConnection();
        await raw._socket.ConnectAsync(address.Host, address.Port, Token);
        return raw;
    }

    /// <summary>The text of a POST.</summary>
    /// <param name="headers">More header lines, each with its line end.</param>
    public static string Post(string body, string headers = "", string target = "/graphql", string type = "application/json") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"POST {target} HTTP/1.1\r\nHost: x\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n")
        + body;

    public static string Get(string query, string headers = "", string method = "GET") =>
        $"{method} /graphql?query={Uri.EscapeDataString(query)} HTTP/1.1\r\nHost: x\r\n{headers}\r\n";

    /// <summary>Sends a request and returns its response.</summary>
    public async Task<(string[] Head, string Body)> SendAsync(string request)
    {
        await WriteAsync(request);
        return await ReadAsync(hasBody: !request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public async Task WriteAsync(string bytes)
    {
        for (var rest = Encoding.UTF8.GetBytes(bytes).AsMemory(); !rest.IsEmpty;)
        {
            rest = rest[await _socket.SendAsync(rest, Token)..];
        }
    }

    /// <summary>Reads a response: the lines of its head without the date, and its body with a character for each byte.</summary>
    public async Task<(string[] Head, string Body)> ReadAsync(bool hasBody = true)
    {
        var end = -1;
        while ((end = Encoding.Latin1.GetString([.. _received]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            await ReceiveAsync();
        }

        var head = Take(end + 4).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        const string Length = "Content-Length: ";
        var length = hasBody && head.FirstOrDefault(line => line.StartsWith(Length, StringComparison.Ordinal)) is { } line
            ? int.Parse(line[Length.Length..], CultureInfo.InvariantCulture)
            : 0;
        while (_received.Count < length)
        {
            await ReceiveAsync();
        }

        return ([.. head.Where(l => !l.StartsWith("Date: ", StringComparison.Ordinal))], Take(length));
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        var buffer = new byte[4096];
        var count = await _socket.ReceiveAsync(buffer, Token);
        Assert.True(count > 0, "The service has closed the connection.");
        _received.AddRange(buffer.AsSpan(0, count));
    }

    private string Take(int count)
    {
        var text = Encoding.Latin1.GetString([.. _received[..count]]);
        _received.RemoveRange(0, count);
        return text;
    }
}
