using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>The format ninjs, IPTC's news in JSON, in the versions 1.x to 3.x (https://iptc.org/standards/ninjs/).</summary>
internal sealed class NinjsFormat : Format
{
    public override string Name => "ninjs";

    public override IReadOnlyList<string> Extensions { get; } = [".json", ".ndjson", ".jsonl"];

    internal override DocumentSplitter Splitter => JsonSplitter.Instance;

    public override bool Recognises(ParsedDocument document) => NinjsEnvelope.Open(document.Json).Count > 0;

    public override IReadOnlyList<Incoming> Read(ParsedDocument document, bool strict)
    {
        if (document.JsonProblem is { } problem)
        {
            return [new RejectedItem(document.Origin, problem)];
        }

        if (document.Json.ValueKind != JsonValueKind.Object)
        {
            var what = JsonFieldReader.Describe(document.Json.ValueKind);
            return [new RejectedItem(document.Origin, $"A ninjs item must be an object, but the document is {what}.")];
        }

        return NinjsEnvelope.Open(document.Json) switch
        {
            [] => [Read(document.Json, document.Text, document.Origin, strict)],
            [(Path: "", Item: var item)] => [Read(item, document.Text, document.Origin, strict)],
            var items => [.. items.Select(item => ReadWrapped(item.Item, item.Path, document.Origin, strict))],
        };
    }

    /// <summary>
    /// Reads an item that a wrapper contains. Only the item is stored as its document, without the wrapper. So an item has the same stored
    /// document in every wrapper.
    /// </summary>
    private static Incoming ReadWrapped(JsonElement item, string path, Origin origin, bool strict)
    {
        var incoming = Read(item, item.GetRawText(), origin with { }, strict);
        return incoming is RejectedItem rejected ? rejected with { Reason = $"In '{path}': {rejected.Reason}" } : incoming;
    }

    private static Incoming Read(JsonElement item, string text, Origin origin, bool strict)
    {
        var reading = new JsonFieldReader();
        var version = NinjsVersion.Of(item);
        if (version.Generation == 0)
        {
            var unknown = $"The item has the unknown version {version.Name}; known are 1.x to 3.x.";
            if (strict)
            {
                reading.Reject(unknown);
            }

            reading.Warn("standard", $"{unknown} It was read as the newest version.");
        }

        var article = NinjsReader.Read(item, text, origin, version, reading);
        ApplyViolations(SchemaCheck.Compare(item, version.Shape), version, reading, strict);
        Incoming rejection = reading.Rejection(origin);
        return reading.IsRejected || article is null ? rejection : article with { Warnings = reading.Warnings };
    }

    /// <summary>
    /// Rejects the item for a violation of the standard if <paramref name="strict"/> is true. Otherwise adds a warning, and the value stays
    /// in the stored document.
    /// </summary>
    private static void ApplyViolations(IReadOnlyList<Violation> violations, NinjsVersion version, JsonFieldReader reading, bool strict)
    {
        // The message of a rejected item shows only the first reasons. So wrong values come before properties that the standard does not
        // have.
        foreach (var violation in strict ? violations.OrderBy(v => v.IsUnknown) : violations.AsEnumerable())
        {
            var (name, problem, isUnknown, isMissing) = violation;
            if (strict)
            {
                reading.Reject(name == "" ? $"By {version.Name}, {problem}." : $"'{name}' violates {version.Name}: {problem}.");
                continue;
            }

            var result = isMissing ? "The item was read without it."
                : NinjsItem.IsRead(name) ? "It was read all the same."
                : "It is kept in the stored document only.";
            reading.Warn(name, isUnknown
                ? $"'{name}' is not a property of {version.Name}. {result}"
                : $"'{name}' violates {version.Name}: {problem}. {result}");
        }
    }
}
