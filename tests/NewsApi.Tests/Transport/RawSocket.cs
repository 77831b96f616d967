using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>RFC 6455 by hand, for what no library would send, and for not reading.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _connection;
    private readonly NetworkStream _stream;

    private RawSocket(TcpClient connection)
    {
        _connection = connection;
        _stream = connection.GetStream();
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static async Task<RawSocket> UpgradeAsync(TcpClient connection, string? protocol = "graphql-transport-ws")
    {
        var socket = new RawSocket(connection);
        var named = protocol is null ? "" : $"Sec-WebSocket-Protocol: {protocol}\r\n";
        await socket._stream.WriteAsync(Encoding.ASCII.GetBytes(
            "GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{named}\r\n"), Stopping);
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await socket.ReadAsync(1))[0]);
        }

        Assert.StartsWith("HTTP/1.1 101 ", head.ToString(), StringComparison.Ordinal);
        return socket;
    }

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), 0x81);

    /// <summary>Sends one frame, masked with zeros.</summary>
    /// <param name="first">Its first byte: 0x80 for the last of a message, three reserved bits, the opcode.</param>
    public async Task SendAsync(ReadOnlyMemory<byte> payload, byte first)
    {
        var head = new byte[14];
        head[0] = first;
        head[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), payload.Length);
        await _stream.WriteAsync(head, Stopping);
        await _stream.WriteAsync(payload, Stopping);
    }

    /// <summary>The next frame, from the server and so unmasked.</summary>
    public async Task<(int Opcode, byte[] Payload)> NextAsync()
    {
        var head = await ReadAsync(2);
        long length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8)),
            var small => small,
        };
        return (head[0] & 0x0F, await ReadAsync((int)length));
    }

    /// <summary>Waits for the server's closing, whatever comes before it.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        while (true)
        {
            var (opcode, payload) = await NextAsync();
            if (opcode == 8)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(payload), Encoding.UTF8.GetString(payload.AsSpan(2)));
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, Stopping);
        return bytes;
    }
}
