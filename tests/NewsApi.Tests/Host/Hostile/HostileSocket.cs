using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>RFC 6455 by hand: sends frames that no library would send, and collects what comes back.</summary>
internal static class HostileSocket
{
    private const byte Text = 0x81;

    /// <summary>Opens a WebSocket, and sends each text as a message.</summary>
    public static HostileRequest Messages(params string[] messages) => Messages(_ => messages);

    /// <summary>Opens a WebSocket, and sends texts that need something of the service.</summary>
    public static HostileRequest Messages(Func<HostileTarget, IEnumerable<string>> messages, string? until = null) =>
        Frames(target => messages(target).Select(message => (Text, Encoding.UTF8.GetBytes(message))), until);

    /// <summary>Opens a WebSocket, and sends frames.</summary>
    /// <param name="frames">The first byte of each frame, and its payload.</param>
    /// <param name="until">The text after which the answer is whole; null to read until the service closes.</param>
    public static HostileRequest Frames(Func<HostileTarget, IEnumerable<(byte First, byte[] Payload)>> frames, string? until = null) =>
        Bytes(target => frames(target).Select(frame => Frame(frame.First, frame.Payload)), until);

    /// <summary>Opens a WebSocket, and sends bytes as they are.</summary>
    public static HostileRequest Bytes(Func<HostileTarget, IEnumerable<byte[]>> bytes, string? until = null) =>
        async (target, cancellationToken) =>
        {
            using var connection = await target.ConnectAsync(cancellationToken);
            var stream = connection.GetStream();
            await stream.WriteAsync(Upgrade, cancellationToken);
            var head = new StringBuilder();
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                head.Append((char)(await ReadAsync(stream, 1, cancellationToken))[0]);
            }

            if (!head.ToString().StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
            {
                return new ReceivedAnswer(0, head.ToString());
            }

            var writing = WriteAsync(stream, bytes(target), cancellationToken);
            var answer = await CollectAsync(stream, until, cancellationToken);
            connection.Close();
            await writing;
            return answer;
        };

    /// <summary>A frame, masked with zeros.</summary>
    public static byte[] Frame(byte first, byte[] payload)
    {
        var head = new byte[14];
        head[0] = first;
        head[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), payload.Length);
        return [.. head, .. payload];
    }

    private static readonly byte[] Upgrade = Encoding.ASCII.GetBytes(
        "GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n");

    private static async Task WriteAsync(NetworkStream stream, IEnumerable<byte[]> pieces, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The service has closed.
        }
    }

    /// <summary>Reads frames until the service closes, or until the text came. Of equal messages the first is kept.</summary>
    private static async Task<ReceivedAnswer> CollectAsync(NetworkStream stream, string? until, CancellationToken cancellationToken)
    {
        var messages = new List<string>();
        try
        {
            while (true)
            {
                var (opcode, payload) = await NextAsync(stream, cancellationToken);
                if (opcode == 8)
                {
                    messages.Add(Encoding.UTF8.GetString(payload.AsSpan(Math.Min(2, payload.Length))));
                    return new ReceivedAnswer(payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload), Join(messages));
                }

                var message = Encoding.UTF8.GetString(payload);
                if (messages.Count == 0 || messages[^1] != message)
                {
                    messages.Add(message);
                }

                if (until is not null && message.Contains(until, StringComparison.Ordinal))
                {
                    return new ReceivedAnswer(101, Join(messages));
                }
            }
        }
        catch (Exception e) when (e is IOException)
        {
            return new ReceivedAnswer(0, Join(messages));
        }

        static string Join(List<string> messages) => string.Join('\n', messages);
    }

    private static async Task<(int Opcode, byte[] Payload)> NextAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = await ReadAsync(stream, 2, cancellationToken);
        long length = head[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(stream, 2, cancellationToken)),
            127 => BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(stream, 8, cancellationToken)),
            var small => small,
        };
        return (head[0] & 0x0F, await ReadAsync(stream, (int)length, cancellationToken));
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
