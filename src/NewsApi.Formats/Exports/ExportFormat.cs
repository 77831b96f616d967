using System.Text;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Gazetteer;
using NewsApi.Formats.Json;
using NewsApi.Formats.Ninjs;

namespace NewsApi.Formats.Exports;

/// <summary>
/// The format of <c>newsapi export</c>: ninjs items and entries of gazetteers, with what else this service had of them. It is read only if
/// an operator names it. Otherwise the lines are read as any ninjs item or entry, so that no feed can set a version or a time.
/// </summary>
internal sealed class ExportFormat : Format
{
    private const long LargestId = 1L << 53;
    private const int DigestBytes = 32;
    private const string Unreadable = "What the export has beside the standard cannot be read.";

    public override string Name => "export";

    public override IReadOnlyList<string> Extensions { get; } = [".ndjson", ".jsonl", ".json"];

    public override bool IsDetected => false;

    public override bool IsForOperators => true;

    internal override DocumentSplitter Splitter => JsonSplitter.Instance;

    public override bool Recognises(ParsedDocument document) => false;

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RejectedItem(document.Origin, problem)];
        }

        try
        {
            return [Read(document)];
        }
        catch (JsonException broken)
        {
            return [new RejectedItem(document.Origin, $"{Unreadable} {broken.Message}")];
        }
    }

    private static Incoming Read(ParsedDocument document)
    {
        var isObject = document.Json.ValueKind == JsonValueKind.Object;
        if (isObject && ExportedValues.FindExported(document.Json) is { } text)
        {
            return Read(document, text, ReadArticle);
        }

        return isObject && document.Json.TryGetProperty(GazetteerWriter.ExportName, out var exported)
            ? Read(document, exported.GetRawText(), ReadEntity)
            : new RejectedItem(
                document.Origin, "This is no line of an export. Leave out --format export to import any other format.");
    }

    private static Incoming Read(ParsedDocument document, string text, Func<ParsedDocument, ExportedItem, Incoming> read)
    {
        using var json = JsonInput.Parse(Encoding.UTF8.GetBytes(text), out var problem);
        if (json is null)
        {
            return new RejectedItem(document.Origin, $"{Unreadable} {problem}");
        }

        if (HasEmptyPlace(json.RootElement))
        {
            return new RejectedItem(document.Origin, $"{Unreadable} A list in it contains null.");
        }

        var item = ExportedItem.Parse(json.RootElement);
        return Check(item) is { } reason ? new RejectedItem(document.Origin, reason) : read(document, item);
    }

    private static Incoming ReadArticle(ParsedDocument document, ExportedItem item)
    {
        if (item.Article is not { } exported)
        {
            return new RejectedItem(document.Origin, $"The item has no 'article' under '{NinjsWriter.ExportRole}'.");
        }

        if (!exported.Digests.All(IsDigest))
        {
            return new RejectedItem(document.Origin, "A value in 'digests' is not a SHA-256 in base64.");
        }

        var article = ExportedValues.ReadArticle(document);
        item.Apply(article.Content, ExportedValues.OfArticle);
        return article with { Uri = exported.Uri, Exported = exported, Format = "newsapi export", Document = "" };
    }

    private static bool IsDigest(string text) =>
        Convert.TryFromBase64String(text, stackalloc byte[DigestBytes], out var count) && count == DigestBytes;

    private static Incoming ReadEntity(ParsedDocument document, ExportedItem item)
    {
        var reading = new JsonFieldReader();
        if (GazetteerKind.Of(document, reading) is not { } kind)
        {
            return reading.Rejection(document.Origin);
        }

        var entity = ExportedValues.ReadEntity(document, kind) with { Exported = item.Entity };
        item.Apply(entity, ExportedValues.OfEntity);
        return item.Entity is null || string.IsNullOrEmpty(entity.Slug)
            ? new RejectedItem(document.Origin, $"The entry has no slug, or no 'entity' under '{GazetteerWriter.ExportName}'.")
            : entity;
    }

    /// <summary>Returns why the line cannot be imported; null if it can.</summary>
    private static string? Check(ExportedItem item)
    {
        if (item.Export is < 1 or > ExportedItem.Newest)
        {
            return $"The export has the version {item.Export}; this program reads versions up to {ExportedItem.Newest}.";
        }

        var ids = new[] { item.Article?.Id, item.Entity?.Id }.OfType<long>().Concat(item.Entity?.Merged.Select(merge => merge.Id) ?? []);
        var last = item.Article?.LastId ?? item.Entity?.LastId ?? 0;
        return ids.Any(id => id is < 1 or > LargestId) || last is < 0 or > LargestId ? $"An 'id' is not from 1 to {LargestId}." : null;
    }

    private static bool HasEmptyPlace(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasEmptyPlace(item)),
        JsonValueKind.Object => value.EnumerateObject().Any(property => HasEmptyPlace(property.Value)),
        _ => false,
    };
}
