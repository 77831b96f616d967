using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NewsApi.Transport.Pages;

/// <summary>
/// Writes a page of events as a GraphQL response. <c>data</c> is null, because a response has the data of one execution, and a page has
/// those of several. The page is in <c>extensions</c>, which a service may define (GraphQL, section "Response Format").
/// </summary>
internal static class PageWriter
{
    /// <summary>Returns the response in UTF-8.</summary>
    /// <param name="next">The cursor of the next page.</param>
    /// <param name="longestWait">The longest time until a next page is there.</param>
    public static ReadOnlyMemory<byte> Write(EventPage page, string? next, TimeSpan longestWait)
    {
        var buffer = new ArrayBufferWriter<byte>(page.Events.Sum(e => e.Body.Length + 64) + 160);
        buffer.Write("{\"data\":null,\"extensions\":{\"events\":["u8);
        for (var i = 0; i < page.Events.Count; i++)
        {
            var (cursor, body, _) = page.Events[i];
            buffer.Write(i == 0 ? "{\"id\":"u8 : ",{\"id\":"u8);
            WriteText(buffer, cursor);
            buffer.Write(","u8);

            // The result of the execution is a JSON object. Its bytes, which many pages share, follow the id after its brace.
            buffer.Write(body.Span[1..]);
        }

        buffer.Write("],\"next\":"u8);
        WriteText(buffer, next);
        buffer.Write(page.AtHead ? ",\"atHead\":true"u8 : ",\"atHead\":false"u8);
        buffer.Write(",\"heartbeat\":"u8);
        buffer.Write(Encoding.UTF8.GetBytes(longestWait.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        buffer.Write("}}"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteText(ArrayBufferWriter<byte> buffer, string? text) =>
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(text));
}
