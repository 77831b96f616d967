using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Gazetteer;

/// <summary>The format for people, places and topics, each as one JSON object.</summary>
internal sealed class GazetteerFormat : Format
{
    public override string Name => "gazetteer";

    public override IReadOnlyList<string> Extensions { get; } = [".json", ".ndjson", ".jsonl"];

    internal override DocumentSplitter Splitter => JsonSplitter.Instance;

    /// <summary>
    /// Recognises an entity by its kind, or by its name together with a slug, aliases or a URI. An object that has a property of ninjs
    /// items, such as <c>headline</c>, is not an entity.
    /// </summary>
    public override bool Recognises(ParsedDocument document)
    {
        var json = document.Json;
        return json.ValueKind == JsonValueKind.Object
            && (Has("kind") || (Has("name") && (Has("slug") || Has("aliases") || Has("uri"))))
            && !Has("headline") && !Has("headlines") && !Has("standard") && !Has("versionCreated") && !Has("versioncreated");

        bool Has(string name) => json.TryGetProperty(name, out _);
    }

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RejectedItem(document.Origin, problem)];
        }

        if (document.Json.ValueKind != JsonValueKind.Object)
        {
            var what = JsonFieldReader.Describe(document.Json.ValueKind);
            return [new RejectedItem(document.Origin, $"An entity must be an object, but the document is {what}.")];
        }

        var reading = new JsonFieldReader();
        if (GazetteerKind.Of(document, reading) is not { } kind)
        {
            return [reading.Rejection(document.Origin)];
        }

        var entity = GazetteerReader.Read(document, kind, reading);
        var kindName = kind.ToString().ToLowerInvariant();
        foreach (var violation in SchemaCheck.Compare(document.Json, GazetteerSchema.Of(kind)).Where(violation => violation.IsUnknown))
        {
            if (strict)
            {
                reading.Reject($"'{violation.Name}' is not a property of a {kindName} in a gazetteer.");
            }
            else
            {
                reading.Warn(
                    violation.Name,
                    $"'{violation.Name}' is not a property of a {kindName} in a gazetteer; it is kept in the stored document.");
            }
        }

        return [reading.IsRejected || entity is null ? reading.Rejection(document.Origin) : entity with { Warnings = reading.Warnings }];
    }
}
