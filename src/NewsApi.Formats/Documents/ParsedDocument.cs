using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using NewsApi.Content.Importing;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>A document with its views as text, JSON and XML. Each view is made at its first use, and all formats share it.</summary>
public sealed class ParsedDocument(SourceDocument source) : IDisposable
{
    private readonly Lazy<string> _text = new(() => Encoding.UTF8.GetString(source.Bytes.Span), isThreadSafe: false);
    private readonly Lazy<(JsonDocument? Document, string? Problem)> _json = new(
        () => (JsonInput.Parse(source.Bytes, out var problem), problem), isThreadSafe: false);

    private readonly Lazy<(XElement? Root, string? Problem)> _xml = new(
        () => (XmlInput.Parse(source.Bytes, out var problem), problem), isThreadSafe: false);

    public Origin Origin => source.Origin;

    /// <summary>The whole document as text, unchanged.</summary>
    public string Text => _text.Value;

    /// <summary>The document as JSON, valid until this object is disposed. Undefined if the document is not acceptable JSON.</summary>
    public JsonElement Json => _json.Value.Document?.RootElement ?? default;

    /// <summary>The reason why the document is not acceptable JSON; null if it is acceptable.</summary>
    public string? JsonProblem => _json.Value.Problem;

    /// <summary>The root element of the document as XML; null if it is not acceptable XML.</summary>
    public XElement? Xml => IsMarkup ? _xml.Value.Root : null;

    /// <summary>The reason why the document is not acceptable XML; null if it is acceptable.</summary>
    public string? XmlProblem => _xml.Value.Problem;

    /// <summary>The reason why the document is neither acceptable JSON nor acceptable XML; null if one of them is acceptable.</summary>
    public string? Problem => IsMarkup ? XmlProblem : JsonProblem;

    private bool IsMarkup => source.Bytes.Span is [(byte)'<', ..];

    public void Dispose()
    {
        if (_json.IsValueCreated)
        {
            _json.Value.Document?.Dispose();
        }
    }
}
