using System.Text;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Documents;

/// <summary>A document with its JSON parsed once, for every format that wants to look at it.</summary>
public sealed class ParsedDocument : IDisposable
{
    private readonly SourceDocument _source;
    private readonly JsonDocument? _json;

    public ParsedDocument(SourceDocument source)
    {
        _source = source;
        _json = JsonInput.Parse(source.Bytes, out var problem);
        JsonProblem = problem;
    }

    public Origin Origin => _source.Origin;

    public ReadOnlyMemory<byte> Bytes => _source.Bytes;

    /// <summary>The document as JSON; undefined where it is none. Valid until the document is disposed of.</summary>
    public JsonElement Json => _json?.RootElement ?? default;

    /// <summary>Why the document is not JSON that can be taken.</summary>
    public string? JsonProblem { get; }

    /// <summary>The document as it came, character by character.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes.Span);

    public void Dispose() => _json?.Dispose();
}
