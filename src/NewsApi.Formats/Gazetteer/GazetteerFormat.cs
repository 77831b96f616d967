using System.Text.Json;
using NewsApi.Content.Importing;

namespace NewsApi.Formats.Gazetteer;

/// <summary>Our own format for people, places and topics: one JSON object each.</summary>
internal sealed class GazetteerFormat : Format
{
    public override string Name => "gazetteer";

    public override IReadOnlyList<string> Extensions { get; } = [".json", ".ndjson", ".jsonl"];

    /// <summary>An entity has a name; at its top, a ninjs item has none.</summary>
    public override bool Recognises(OpenDocument document)
    {
        var json = document.Json;
        return json.ValueKind == JsonValueKind.Object
            && ((json.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String)
                || (json.TryGetProperty("name", out _) && (json.TryGetProperty("slug", out _) || json.TryGetProperty("aliases", out _) || json.TryGetProperty("uri", out _))
                    && !json.TryGetProperty("headline", out _) && !json.TryGetProperty("headlines", out _)));
    }

    public override IReadOnlyList<Incoming> Read(OpenDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RefusedItem(document.Origin, problem)];
        }

        if (document.Json.ValueKind != JsonValueKind.Object)
        {
            return [new RefusedItem(document.Origin, $"An entity is an object, but this is {ItemReading.Describe(document.Json.ValueKind)}.")];
        }

        var reading = new ItemReading();
        if (GazetteerKind.Of(document, reading) is not { } kind)
        {
            return [reading.Refusal(document.Origin)];
        }

        var entity = GazetteerReader.Read(document, kind, reading);
        foreach (var departure in ShapeCheck.Compare(document.Json, GazetteerShape.Of(kind)).Where(departure => departure.IsUnknown))
        {
            if (strict)
            {
                reading.Refuse($"'{departure.Name}' is no property of a {kind.ToString().ToLowerInvariant()} in a gazetteer.");
            }
            else
            {
                reading.Warn(departure.Name, $"'{departure.Name}' is no property of a {kind.ToString().ToLowerInvariant()} in a gazetteer; it was kept in the stored document.");
            }
        }

        return [reading.IsRefused || entity is null ? reading.Refusal(document.Origin) : entity with { Warnings = reading.Warnings }];
    }
}
