using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsApi.Formats.Text;

/// <summary>Detects the encoding of an XML file (XML 1.0, appendix F), and converts the file to UTF-8.</summary>
internal static partial class XmlEncoding
{
    private const int LongestDeclaration = 200;

    /// <summary>Returns true if a file begins with <c>&lt;</c> in UTF-8, UTF-16 or UTF-32.</summary>
    public static bool IsMarkup(ReadOnlySpan<byte> start) =>
        FindUnicode(start) is not null || start.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    /// <summary>
    /// Converts the bytes of an XML file to UTF-8. A byte order mark takes precedence over the encoding that the XML declares. Returns the
    /// bytes unchanged if they are UTF-8 or have no declaration.
    /// </summary>
    /// <param name="problem">The reason why the bytes cannot be converted; null if they can.</param>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        problem = null;
        var encoding = FindUnicode(bytes.Span);
        if (encoding is null && FindDeclared(bytes.Span) is { } name && !name.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            encoding = Find(name);
            if (encoding is null)
            {
                problem = $"The XML declares the unknown encoding \"{PlainText.Short(name)}\"; convert the file to UTF-8.";
            }
        }

        // Feeds often declare ISO-8859-1 and are UTF-8. Text in another encoding is hardly ever valid UTF-8 by chance.
        if (encoding is { IsSingleByte: true } && Utf8.IsValid(bytes.Span))
        {
            return bytes;
        }

        if (encoding is null || encoding.CodePage == Encoding.UTF8.CodePage)
        {
            return bytes;
        }

        // The splitter takes the last line feed away, of which other bytes of the same character may be left.
        var unit = encoding.GetByteCount(" ");
        var text = encoding.GetString(bytes.Span[..(bytes.Length - (bytes.Length % unit))])
            .AsSpan().Trim(['\uFEFF', ' ', '\t', '\r', '\n']);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Encoding? FindUnicode(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, 0, 0, (byte)'<', 0, ..] or [(byte)'<', 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, 0, 0, 0, (byte)'<', ..] or [0, 0, 0, (byte)'<', ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, (byte)'<', 0, ..] or [(byte)'<', 0, ..] => Encoding.Unicode,
        [0xFE, 0xFF, 0, (byte)'<', ..] or [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static string? FindDeclared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, LongestDeclaration)]);
        return Declaration().Match(start) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    private static Encoding? Find(string name)
    {
        // Files that declare ISO-8859-1 or ASCII are Windows-1252 in fact (WHATWG Encoding Standard, section 4.2): they differ only in
        // control characters, which no text contains.
        var known = name.ToUpperInvariant() is "ISO-8859-1" or "LATIN1" or "US-ASCII" or "ASCII" ? "windows-1252" : name;
        try
        {
            // A single-byte declaration can be read only if the encoding is a superset of ASCII, so a declared UTF-16 is wrong.
            return known.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8
                : CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // .NET does not know the name, or refuses the encoding: UTF-7.
            return null;
        }
    }

    [GeneratedRegex(@"\A\s*<\?xml[^>]*?\sencoding\s*=\s*[""'](?<name>[^""'>]+)[""']", RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
