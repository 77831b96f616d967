using System.Globalization;
using System.Text;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>HTTP/1.1 by hand, for what no library would send. Each request has a connection of its own.</summary>
internal static class RawHttp
{
    private const int MostBytes = 1 << 20;

    /// <summary>Sends bytes, and reads the response while it sends.</summary>
    /// <param name="until">The text at which to stop reading, for a response that does not end; null to read to the end.</param>
    public static async Task<ReceivedAnswer> SendAsync(
        HostileTarget target, ReadOnlyMemory<byte> request, CancellationToken cancellationToken, string? until = null)
    {
        using var connection = await target.ConnectAsync(cancellationToken);
        var stream = connection.GetStream();
        var writing = WriteAsync(stream, request, cancellationToken);
        var answer = await ReadAsync(stream, until, cancellationToken);
        connection.Close();
        await writing;
        return answer;
    }

    /// <summary>Reads one response.</summary>
    public static async Task<ReceivedAnswer> ReadAsync(Stream stream, string? until, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[64 << 10], 0);
        while (true)
        {
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal)
                && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var interim)
            {
                text = text[(interim + 4)..];
            }

            var isWhole = Parse(text, until, out var answer);
            if (isWhole || length > MostBytes
                || await ReadMoreAsync(stream, buffer.AsMemory(length), cancellationToken) is not (> 0 and var read))
            {
                return answer;
            }

            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private static bool Parse(string text, string? until, out ReceivedAnswer answer)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
        {
            answer = new ReceivedAnswer(0, text);
            return false;
        }

        var (head, body) = (text[..end], text[(end + 4)..]);
        var status = int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        var isChunked = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        answer = new ReceivedAnswer(status, isChunked ? Unchunk(body) : body);
        return (until is not null && body.Contains(until, StringComparison.Ordinal))
            || (isChunked ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal) : IsWhole(head, body) || status is 101 or 204);
    }

    private static bool IsWhole(string head, string body)
    {
        const string name = "Content-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return false;
        }

        var digits = head.AsSpan(at + name.Length);
        digits = digits.IndexOf('\r') is >= 0 and var line ? digits[..line] : digits;
        return Encoding.UTF8.GetByteCount(body) >= int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private static string Unchunk(string body)
    {
        // In characters where the sizes are bytes, so lines that are no sizes are kept: enough to find words.
        var kept = new StringBuilder();
        foreach (var line in body.Split("\r\n"))
        {
            if (!int.TryParse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _))
            {
                kept.Append(line);
            }
        }

        return kept.ToString();
    }

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(request, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The service answered and closed before it had read everything.
        }
    }

    private static async Task<int> ReadMoreAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            // Reset: there is no more.
            return 0;
        }
    }
}
