using System.Text;
using System.Xml;

namespace NewsApi.Formats.Text;

/// <summary>Writes XML documents as UTF-8.</summary>
internal static class XmlOutput
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " " };

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            write(xml);
        }

        return bytes.ToArray();
    }

    /// <summary>Writes an element with a text; nothing if the text is null.</summary>
    public static void WriteText(this XmlWriter xml, string name, string? text, string? space = null)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, space, Clean(text));
        }
    }

    /// <summary>Writes an attribute; nothing if the text is null.</summary>
    public static void WriteAttribute(this XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteAttributeString(name, Clean(text));
        }
    }

    /// <summary>Returns the text without the characters that XML cannot have in any spelling (XML 1.0, production 2).</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair || XmlConvert.IsXmlChar(text[i]))
            {
                clean?.Append(text, i, isPair ? 2 : 1);
            }
            else
            {
                clean ??= new StringBuilder(text, 0, i, text.Length);
            }

            i += isPair ? 1 : 0;
        }

        return clean?.ToString() ?? text;
    }
}
