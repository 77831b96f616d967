using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NewsApi.Formats.Text;

/// <summary>
/// Parses XML from outside. The parser fetches nothing, expands no entities of a document type, and rejects XML that is nested too deep or
/// has too many parts.
/// </summary>
internal static partial class XmlInput
{
    /// <summary>
    /// The largest depth of nesting, in levels; real items have fewer than twenty levels. The depth is limited because code that walks a
    /// tree recursively must not exhaust the stack.
    /// </summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// The largest number of elements and attributes. A part of the tree needs about a hundred bytes of memory, but only four bytes in the
    /// file.
    /// </summary>
    public const int MaxParts = 1_000_000;

    public static XmlReaderSettings Settings { get; } = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <param name="bytes">The XML in UTF-8. An encoding that it declares is ignored.</param>
    /// <param name="problem">The reason why no element is returned; null if an element is returned.</param>
    /// <returns>The root element, whose elements know their lines; null if there is a <paramref name="problem"/>.</returns>
    public static XElement? Parse(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        var root = Parse(() => Open(bytes), out problem);
        if (root is not null || problem is null || !problem.Contains("undeclared entity", StringComparison.Ordinal))
        {
            return root;
        }

        // Feeds use the entities of HTML, such as &nbsp;, which only a document type would declare.
        var text = HtmlEntity().Replace(Encoding.UTF8.GetString(bytes.Span), entity =>
            WebUtility.HtmlDecode(entity.Value) is var decoded && decoded.AsSpan().ContainsAny("<>&\"'") ? entity.Value : decoded);
        return Parse(() => new StringReader(text), out problem);
    }

    private static XElement? Parse(Func<TextReader> open, out string? problem)
    {
        try
        {
            problem = FindExcess(open);
            if (problem is not null)
            {
                return null;
            }

            using var text = open();
            using var reader = XmlReader.Create(text, Settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
        }
        catch (XmlException broken)
        {
            problem = $"The XML is broken: {broken.Message}";
            return null;
        }
    }

    private static string? FindExcess(Func<TextReader> open)
    {
        using var text = open();
        using var reader = XmlReader.Create(text, Settings);
        for (var parts = 0; reader.Read();)
        {
            parts += reader.NodeType == XmlNodeType.Element ? 1 + reader.AttributeCount : 0;
            if (reader.Depth > MaxDepth)
            {
                return $"The XML is nested deeper than {MaxDepth} levels.";
            }

            if (parts > MaxParts)
            {
                return $"The XML has more than {MaxParts} elements and attributes.";
            }
        }

        return null;
    }

    /// <summary>Opens UTF-8 as text, without a copy of the bytes if they are an array.</summary>
    public static StreamReader Open(ReadOnlyMemory<byte> bytes) => new(
        MemoryMarshal.TryGetArray(bytes, out var array) && array.Array is { } buffer
            ? new MemoryStream(buffer, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false),
        Encoding.UTF8);

    [GeneratedRegex("&[A-Za-z][A-Za-z0-9]{1,30};")]
    private static partial Regex HtmlEntity();
}
