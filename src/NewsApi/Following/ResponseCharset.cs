using System.Text;
using System.Text.Unicode;

namespace NewsApi.Following;

/// <summary>Converts a response to UTF-8 by the <c>charset</c> of its header, if nothing in the document says more.</summary>
internal static class ResponseCharset
{
    private const int Declaration = 200;

    /// <summary>
    /// Returns the body unchanged if it is UTF-8, begins with a byte order mark, or declares an encoding: servers send a default charset
    /// for files that they have not looked into, so the document is right more often than its header.
    /// </summary>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body, string? charset)
    {
        var bytes = body.Span;
        if (charset is null || Utf8.IsValid(bytes) || bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || DeclaresEncoding(bytes)
            || Find(charset.Trim('"', '\'', ' ')) is not { } encoding || encoding.CodePage == Encoding.UTF8.CodePage)
        {
            return body;
        }

        return Encoding.UTF8.GetBytes(encoding.GetString(bytes));
    }

    private static bool DeclaresEncoding(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, Declaration)]);
        return start.Contains('\0', StringComparison.Ordinal)
            || (start.Contains("<?xml", StringComparison.Ordinal) && start.Contains("encoding", StringComparison.Ordinal));
    }

    private static Encoding? Find(string charset)
    {
        // As browsers do (WHATWG Encoding Standard, section 4.2), because texts that are called Latin-1 are Windows-1252.
        var name = charset.ToUpperInvariant() is "ISO-8859-1" or "LATIN1" or "US-ASCII" ? "windows-1252" : charset;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // .NET does not know the name, or refuses the encoding: UTF-7.
            return null;
        }
    }
}
