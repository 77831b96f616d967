using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace NewsApi.Benchmarks.Live;

/// <summary>A subscriber by graphql-sse over HTTP/1.1.</summary>
/// <param name="field">The field at the root of the subscription.</param>
/// <param name="request">The GraphQL request as JSON.</param>
internal sealed class EventStreamListener(Counters counters, string field, string request) : Listener(counters)
{
    private readonly byte[] _firstWords = Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(request)}\r\n\r\n{request}"));

    private readonly byte[] _good = Encoding.UTF8.GetBytes($$"""data: {"data":{"{{field}}":{""");

    // The beginning of the line that is being read; a line may come in several chunks.
    private readonly byte[] _start = new byte[64];
    private int _lineLength;
    private bool _headTaken;
    private bool _isEvent;
    private long _position;

    protected override ReadOnlySpan<byte> FirstWords => _firstWords;

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = _headTaken ? 0 : TakeHead(bytes);
        while (_headTaken)
        {
            var chunk = bytes[taken..];
            var end = chunk.IndexOf("\r\n"u8);
            if (end < 0)
            {
                break;
            }

            if (!Utf8Parser.TryParse(chunk[..end], out int size, out var digits, 'x') || digits != end || size == 0)
            {
                Fail("the stream ended, or is not chunked");
                return bytes.Length;
            }

            var whole = end + 2 + size + 2;
            if (chunk.Length < whole)
            {
                break;
            }

            TakeLines(chunk.Slice(end + 2, size));
            Opened();
            taken += whole;
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

        if (!bytes.StartsWith("HTTP/1.1 200 "u8) || bytes[..end].IndexOf("text/event-stream"u8) < 0)
        {
            Fail($"an answer with the head {Encoding.UTF8.GetString(bytes[..end])}");
        }

        _headTaken = true;
        return end + 4;
    }

    private void TakeLines(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var part = end < 0 ? text : text[..end];
            if (_lineLength < _start.Length)
            {
                part[..Math.Min(part.Length, _start.Length - _lineLength)].CopyTo(_start.AsSpan(_lineLength));
            }

            _lineLength += part.Length;
            if (end < 0)
            {
                return;
            }

            TakeLine(_start.AsSpan(0, Math.Min(_lineLength, _start.Length)));
            _lineLength = 0;
            text = text[(end + 1)..];
        }
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            if (_isEvent)
            {
                Arrived(_position, Now);
            }

            _isEvent = false;
        }
        else if (line.StartsWith("id: "u8))
        {
            if (!Utf8Parser.TryParse(line[(line.IndexOf((byte)'-') + 1)..], out _position, out _))
            {
                Fail($"the cursor {Encoding.UTF8.GetString(line)}");
            }
        }
        else if (line.StartsWith("data: "u8))
        {
            _isEvent = true;
            if (!line.StartsWith(_good))
            {
                Fail($"an event that begins with {Encoding.UTF8.GetString(line)}");
            }
        }
    }
}
