using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>IPTC's news in JSON, 1.x to 3.x (https://iptc.org/standards/ninjs/).</summary>
internal sealed class NinjsFormat : Format
{
    /// <summary>Any of these at the top makes an object an item, though it may lack the <c>uri</c> that it needs.</summary>
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
            return [new RefusedItem(document.Origin, $"A ninjs item is an object, but this is {what}.")];
        }

        var reading = new JsonFieldReader();
        var version = NinjsVersion.Of(document.Json);
        if (version.Generation == 0)
        {
            var unknown = $"The item says it is {version.Name}; known are 1.x to 3.x.";
            if (strict)
            {
                reading.Refuse(unknown);
            }

            reading.Warn("standard", $"{unknown} It was read as the newest of them.");
        }

        var article = NinjsReader.Read(document, version, reading);
        Judge(SchemaCheck.Compare(document.Json, version.Shape), version, reading, strict);
        return [reading.IsRefused || article is null ? reading.Refusal(document.Origin) : article with { Warnings = reading.Warnings }];
    }

    /// <summary>A departure from the standard refuses the item if that is asked for; else it is kept in the document and told of.</summary>
    private static void Judge(IReadOnlyList<Violation> departures, NinjsVersion version, JsonFieldReader reading, bool strict)
    {
        foreach (var (name, problem, isUnknown) in departures)
        {
            if (strict)
            {
                reading.Refuse(name == "" ? $"By {version.Name}, {problem}." : $"'{name}' is not as {version.Name} has it: {problem}.");
            }
            else
            {
                reading.Warn(name, isUnknown
                    ? $"'{name}' is no property of {version.Name}; it was kept in the stored document."
                    : $"'{name}' is not as {version.Name} has it: {problem}. It was kept in the stored document.");
            }
        }
    }
}
