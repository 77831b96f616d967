using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;

namespace NewsApi.Formats.Text;

/// <summary>Parses XML from outside. The parser fetches nothing, expands no entities, and rejects XML that is nested too deep.</summary>
internal static class XmlInput
{
    /// <summary>
    /// The largest depth of nesting, in levels; real items have fewer than twenty levels. The depth is limited because code that walks a
    /// tree recursively must not exhaust the stack.
    /// </summary>
    public const int MaxDepth = 64;

    public static XmlReaderSettings Settings { get; } = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <param name="problem">The reason why no element is returned; null if an element is returned.</param>
    /// <returns>The root element; null if there is a <paramref name="problem"/>.</returns>
    public static XElement? Parse(ReadOnlyMemory<byte> bytes, out string? problem)
    {
        problem = null;
        try
        {
            using (var depths = XmlReader.Create(Open(bytes), Settings))
            {
                while (depths.Read())
                {
                    if (depths.Depth > MaxDepth)
                    {
                        problem = $"The XML is nested deeper than {MaxDepth} levels.";
                        return null;
                    }
                }
            }

            using var reader = XmlReader.Create(Open(bytes), Settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException broken)
        {
            problem = $"The XML is broken: {broken.Message}";
            return null;
        }
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) && array.Array is { } buffer
            ? new MemoryStream(buffer, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
