using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// The bytes of an event stream: HTML, section "Server-sent events", and graphql-sse, "Distinct connections mode". Writes, never flushes.
/// </summary>
internal static class EventWriter
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<char> BreakAnId = SearchValues.Create("\r\n\0");

    /// <summary>How long a client waits before it comes back.</summary>
    public static void WriteRetry(this PipeWriter writer, TimeSpan delay)
    {
        writer.Write("retry: "u8);
        Encoding.ASCII.GetBytes(((long)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), writer);
        writer.Write("\n\n"u8);
    }

    /// <summary>A sign of life that no client shows.</summary>
    public static void WriteComment(this PipeWriter writer) => writer.Write(":\n\n"u8);

    /// <summary>One result; or, when it has no body, an <c>id</c> alone, which moves the client's <c>Last-Event-ID</c> and fires nothing.</summary>
    public static void WriteEvent(this PipeWriter writer, StreamEvent streamEvent)
    {
        var data = streamEvent.Body.Span;
        if (!data.IsEmpty)
        {
            writer.Write("event: next\n"u8);
        }

        WriteId(writer, streamEvent.Cursor);

        // JSON may be spread over lines, and a bare one would end the field in the middle. JSON cannot hold a line end inside a string, so
        // that the client's reader puts LF for whichever it was does no harm.
        while (!data.IsEmpty)
        {
            var end = data.IndexOfAny(LineEnds);
            var line = end < 0 ? data : data[..end];
            if (!line.IsEmpty)
            {
                writer.Write("data: "u8);
                writer.Write(line);
                writer.Write("\n"u8);
            }

            data = end < 0 ? default : data[(end + 1)..];
        }

        writer.Write("\n"u8);
    }

    /// <summary>The end of the operation. Without the empty <c>data</c> an <c>EventSource</c> would not fire it.</summary>
    public static void WriteComplete(this PipeWriter writer) => writer.Write("event: complete\ndata:\n\n"u8);

    private static void WriteId(PipeWriter writer, string? cursor)
    {
        if (cursor is null)
        {
            return;
        }

        // An empty id would reset the client's, a line end would begin a field of its own, and with NUL the client ignores it.
        if (cursor.Length == 0 || cursor.AsSpan().ContainsAny(BreakAnId))
        {
            throw new ArgumentException("A cursor is one line of text.", nameof(cursor));
        }

        writer.Write("id: "u8);
        Encoding.UTF8.GetBytes(cursor, writer);
        writer.Write("\n"u8);
    }
}
