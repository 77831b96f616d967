using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace NewsApi.Benchmarks.Live;

/// <summary>
/// A reader of pages of events over HTTP/1.1: it asks for the page after its cursor, and when that has come, for the next one.
/// </summary>
internal sealed class PageListener : Listener
{
    private const string Extensions = "{\"wait\":true}";

    private readonly string _query;

    /// <param name="counters">Count its events.</param>
    /// <param name="request">The GraphQL request as JSON, with the cursor as the variable <c>after</c>. It selects no <c>id</c>.</param>
    public PageListener(Counters counters, string request) : base(counters)
    {
        var parts = JsonElement.Parse(request);
        _query = Uri.EscapeDataString(parts.GetProperty("query").GetString()!);
        FirstRequest = Request(parts.GetProperty("variables").GetProperty("after").GetString()!);

        // The first page comes with the first event.
        Opened();
    }

    protected override ReadOnlySpan<byte> FirstWords => FirstRequest;

    private byte[] FirstRequest { get; }

    protected override int Take(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (head < 4 || BodyOf(bytes[..head], bytes[head..]) is not { } body)
        {
            return 0;
        }

        if (!bytes.StartsWith("HTTP/1.1 200 "u8))
        {
            Fail($"a page with the head {Encoding.UTF8.GetString(bytes[..head])}");
            return bytes.Length;
        }

        TakePage(bytes[(head + body.Start)..(head + body.End)]);
        return head + body.Whole;
    }

    /// <summary>Where the body's content begins and ends and how long all of it is, or null if it is not whole yet.</summary>
    private (int Start, int End, int Whole)? BodyOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            return Utf8Parser.TryParse(head[(length + "Content-Length: ".Length)..], out int size, out _) && body.Length >= size
                ? (0, size, size) : null;
        }

        // A page of one event is one chunk.
        if (!Utf8Parser.TryParse(body, out int chunk, out var digits, 'x') || body.Length < digits + 2 + chunk + "\r\n0\r\n\r\n".Length)
        {
            return null;
        }

        var end = digits + 2 + chunk;
        if (!body[end..].StartsWith("\r\n0\r\n\r\n"u8))
        {
            Fail("a page of several chunks");
        }

        return (digits + 2, end, end + "\r\n0\r\n\r\n".Length);
    }

    private void TakePage(ReadOnlySpan<byte> page)
    {
        var rest = page;
        for (int id; (id = rest.IndexOf("{\"id\":\""u8)) >= 0;)
        {
            rest = rest[(id + "{\"id\":\"".Length)..];
            if (Utf8Parser.TryParse(rest[(rest.IndexOf((byte)'-') + 1)..], out long position, out _))
            {
                Arrived(position, Now);
            }
        }

        var next = page.LastIndexOf("\"next\":\""u8);
        if (next < 0)
        {
            Fail($"the page {Encoding.UTF8.GetString(page)}");
            return;
        }

        var cursor = page[(next + "\"next\":\"".Length)..];
        Send(Request(Encoding.UTF8.GetString(cursor[..cursor.IndexOf((byte)'"')])));
    }

    private byte[] Request(string after) => Encoding.ASCII.GetBytes(
        $"GET /graphql?query={_query}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(new { after }))}"
        + $"&extensions={Uri.EscapeDataString(Extensions)} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n");
}
