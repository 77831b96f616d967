using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>IPTC's format for news in JSON, 1.x to 3.x (https://iptc.org/standards/ninjs/).</summary>
internal sealed class NinjsFormat : Format
{
    /// <summary>An object with one of these properties is an item, even if it lacks the required <c>uri</c>.</summary>
    private static readonly string[] Marks =
    [
        "uri", "headlines", "headline", "bodies", "pubStatus", "pubstatus", "versionCreated", "versioncreated", "standard", "$standard",
        "eventDetails", "plannedCoverage",
    ];

    public override string Name => "ninjs";

    public override IReadOnlyList<string> Extensions { get; } = [".json", ".ndjson", ".jsonl"];

    internal override DocumentSplitter Splitter => JsonSplitter.Instance;

    public override bool Recognises(ParsedDocument document) =>
        document.Json.ValueKind == JsonValueKind.Object && Array.Exists(Marks, mark => document.Json.TryGetProperty(mark, out _));

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RefusedItem(document.Origin, problem)];
        }

        if (document.Json.ValueKind != JsonValueKind.Object)
        {
            var what = JsonFieldReader.Describe(document.Json.ValueKind);
            return [new RefusedItem(document.Origin, $"A ninjs item must be an object, but the document is {what}.")];
        }

        var reading = new JsonFieldReader();
        var version = NinjsVersion.Of(document.Json);
        if (version.Generation == 0)
        {
            var unknown = $"The item has the unknown version {version.Name}; known are 1.x to 3.x.";
            if (strict)
            {
                reading.Refuse(unknown);
            }

            reading.Warn("standard", $"{unknown} It was read as the newest version.");
        }

        var article = NinjsReader.Read(document, version, reading);
        ApplyViolations(SchemaCheck.Compare(document.Json, version.Shape), version, reading, strict);
        return [reading.IsRefused || article is null ? reading.Refusal(document.Origin) : article with { Warnings = reading.Warnings }];
    }

    /// <summary>
    /// A violation of the standard refuses the item if <paramref name="strict"/>; else it is a warning and stays in the stored
    /// document.
    /// </summary>
    private static void ApplyViolations(IReadOnlyList<Violation> violations, NinjsVersion version, JsonFieldReader reading, bool strict)
    {
        foreach (var (name, problem, isUnknown) in violations)
        {
            if (strict)
            {
                reading.Refuse(name == "" ? $"By {version.Name}, {problem}." : $"'{name}' violates {version.Name}: {problem}.");
            }
            else
            {
                reading.Warn(name, isUnknown
                    ? $"'{name}' is not a property of {version.Name}; it is kept in the stored document."
                    : $"'{name}' violates {version.Name}: {problem}. It is kept in the stored document.");
            }
        }
    }
}
