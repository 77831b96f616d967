using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace NewsApi.Benchmarks.Live;

/// <summary>A subscriber by graphql-transport-ws.</summary>
/// <param name="field">The field at the root of the subscription; its first field must be the cursor.</param>
/// <param name="request">The GraphQL request as JSON.</param>
internal sealed class SocketListener(Counters counters, string field, string request) : Listener(counters)
{
    private static readonly byte[] Upgrade = Encoding.ASCII.GetBytes(
        "GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n");

    private static readonly byte[] Init = Frame("""{"type":"connection_init"}""");
    private static readonly byte[] Ping = Frame("""{"type":"ping"}""");
    private static readonly byte[] Pong = Frame("""{"type":"pong"}""");

    private readonly byte[] _subscribe = Frame($$"""{"id":"1","type":"subscribe","payload":{{request}}}""");
    private readonly byte[] _next =
        Encoding.UTF8.GetBytes($$"""{"id":"1","type":"next","payload":{"data":{"{{field}}":{"cursor":"00000000-""");
    private bool _headTaken;

    protected override ReadOnlySpan<byte> FirstWords => Upgrade;

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = _headTaken ? 0 : TakeHead(bytes);
        while (_headTaken && bytes.Length - taken >= 2)
        {
            var frame = bytes[taken..];
            var (size, head) = (frame[1] & 0x7F) switch
            {
                126 => (frame.Length < 4 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), 4),
                127 => (frame.Length < 10 ? int.MaxValue : (long)BinaryPrimitives.ReadUInt64BigEndian(frame[2..]), 10),
                var small => (small, 2),
            };
            if (frame.Length - head < size)
            {
                break;
            }

            if (frame[0] != 0x81)
            {
                Fail($"a frame that begins with {frame[0]:x2}: {Encoding.UTF8.GetString(frame.Slice(head, (int)size))}");
            }

            TakeMessage(frame.Slice(head, (int)size));
            taken += head + (int)size;
        }

        return taken;
    }

    private int TakeHead(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        if (!bytes.StartsWith("HTTP/1.1 101 "u8))
        {
            Fail($"an answer with the head {Encoding.UTF8.GetString(bytes[..end])}");
        }

        _headTaken = true;
        Send(Init);
        return end + 4;
    }

    private void TakeMessage(ReadOnlySpan<byte> message)
    {
        const int EpochAndDash = 9;
        var beforeEpoch = _next.AsSpan(0, _next.Length - EpochAndDash);
        if (message.StartsWith(beforeEpoch) && Utf8Parser.TryParse(message[_next.Length..], out long position, out _))
        {
            Arrived(position, Now);
        }
        else if (message.StartsWith("{\"type\":\"connection_ack\""u8))
        {
            Send(_subscribe);

            // Messages are taken one after another, so its answer tells that the subscription was taken.
            Send(Ping);
        }
        else if (message.SequenceEqual("""{"type":"pong"}"""u8))
        {
            Opened();
        }
        else if (message.SequenceEqual("""{"type":"ping"}"""u8))
        {
            Send(Pong);
        }
        else
        {
            Fail($"the message {Encoding.UTF8.GetString(message)}");
        }
    }

    // RFC 6455, 5.2: a client masks what it sends; a mask of zeros is one.
    private static byte[] Frame(string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        byte[] length = text.Length < 126 ? [(byte)(0x80 | text.Length)] : [0x80 | 126, (byte)(text.Length >> 8), (byte)text.Length];
        return [0x81, .. length, 0, 0, 0, 0, .. text];
    }
}
