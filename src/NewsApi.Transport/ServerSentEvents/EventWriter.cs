using System.Buffers;
using System.Globalization;
using System.Text;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// Writes an event stream in the format of the HTML standard (section "Server-sent events") and of graphql-sse ("Distinct connections
/// mode"). The caller must flush.
/// </summary>
internal static class EventWriter
{
    /// <summary>The id of the last event of a completed stream.</summary>
    public const string CompleteId = "complete";

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<char> InvalidInId = SearchValues.Create("\r\n\0");

    /// <summary>Writes the delay after which the client reconnects.</summary>
    public static void WriteRetry(this IBufferWriter<byte> writer, TimeSpan delay)
    {
        writer.Write("retry: "u8);
        Encoding.ASCII.GetBytes(((long)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), writer);
        writer.Write("\n\n"u8);
    }

    /// <summary>Writes a comment as a heartbeat. Clients ignore comments.</summary>
    public static void WriteComment(this IBufferWriter<byte> writer) => writer.Write(":\n\n"u8);

    /// <summary>
    /// Writes an event. For an event without a body it writes only an <c>id</c>, which sets the client's <c>Last-Event-ID</c> and has no
    /// other effect.
    /// </summary>
    public static void WriteEvent(this IBufferWriter<byte> writer, StreamEvent streamEvent)
    {
        var data = streamEvent.Body.Span;
        if (!data.IsEmpty)
        {
            writer.Write("event: next\n"u8);
        }

        WriteId(writer, streamEvent.Cursor);

        // JSON may contain line ends, and each line needs its own `data` field. The client reads every line end as LF, which does not
        // change the JSON, because line ends never occur inside a JSON string.
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

    /// <summary>
    /// Writes the end of the operation. Without the empty <c>data</c>, an <c>EventSource</c> would ignore the event. If the page does not
    /// close its <c>EventSource</c>, the <c>EventSource</c> reconnects and sends this id as its last id. The service then answers with the
    /// status 204, which stops the <c>EventSource</c>. The id is in the same event as <c>data</c>, because some implementations ignore an
    /// id without data.
    /// </summary>
    public static void WriteComplete(this IBufferWriter<byte> writer) => writer.Write("event: complete\nid: complete\ndata:\n\n"u8);

    private static void WriteId(IBufferWriter<byte> writer, string? cursor)
    {
        if (cursor is null)
        {
            return;
        }

        // An empty id would reset the client's id, a line end would begin another field, and clients ignore an id with NUL.
        if (cursor.Length == 0 || cursor.AsSpan().ContainsAny(InvalidInId))
        {
            throw new ArgumentException("A cursor is one line of text.", nameof(cursor));
        }

        writer.Write("id: "u8);
        Encoding.UTF8.GetBytes(cursor, writer);
        writer.Write("\n"u8);
    }
}
