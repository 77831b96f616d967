using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>The ninjs version of an item.</summary>
/// <param name="Generation">The generation 1, 2 or 3; 0 for an unknown version.</param>
/// <param name="Name">The name, as in "ninjs 3.0".</param>
internal sealed partial record NinjsVersion(int Generation, string Name)
{
    public JsonSchema Shape => ShapeOf(Generation);

    /// <summary>
    /// Returns the version that the item declares in <c>standard</c>. If <c>standard</c> names a publisher's own schema, the schema often
    /// keeps IPTC's version number, so this number is used. If the item declares no version, returns the generation that has most of the
    /// item's property names. If several generations have the same number of these names, returns the newest of these generations. An event
    /// or planning item has the generation 3 even if it declares version 1 or 2. The reason is that versions 1 and 2 have no such items,
    /// but IPTC's own examples of such items declare version 1 or 2.
    /// </summary>
    public static NinjsVersion Of(JsonElement item)
    {
        if (Declared(item) is { } declared && !(declared[0] is '1' or '2' && IsEventOrPlan(item)))
        {
            var generation = declared.StartsWith('1') ? 1 : declared.StartsWith('2') ? 2 : declared.StartsWith('3') ? 3 : 0;
            return new NinjsVersion(generation, $"ninjs {declared}");
        }

        var spelt = IsEventOrPlan(item) ? 3 : Enumerable.Range(1, 3).Reverse()
            .MinBy(generation => item.EnumerateObject().Count(p => ShapeOf(generation).Find(p.Name) is null));
        return new NinjsVersion(spelt, $"ninjs {spelt}");
    }

    private static JsonSchema ShapeOf(int generation) => generation switch
    {
        1 => Ninjs1Schema.Item,
        2 => Ninjs2Schema.Item,
        _ => Ninjs3Schema.Item,
    };

    private static bool IsEventOrPlan(JsonElement item) =>
        item.TryGetProperty("eventDetails", out _) || item.TryGetProperty("plannedCoverage", out _)
        || (JsonFieldReader.Property(item, "type") is { ValueKind: JsonValueKind.String } type
            && (type.ValueEquals("event") || type.ValueEquals("planning")));

    private static string? Declared(JsonElement item)
    {
        var standard = JsonFieldReader.Property(item, "standard", "$standard");
        if (standard.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var (name, pattern) in new[] { ("version", VersionNumber()), ("schema", SchemaAddress()) })
        {
            if (JsonFieldReader.Property(standard, name) is { ValueKind: JsonValueKind.String } value
                && pattern.Match(value.GetString() ?? "") is { Success: true } match)
            {
                return match.Groups["number"].Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\s*(?<number>[0-9]{1,3}([.][0-9]{1,3}){0,2})\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionNumber();

    [GeneratedRegex("ninjs-schema_(?<number>[0-9]{1,3}([.][0-9]{1,3}){0,2})", RegexOptions.ExplicitCapture)]
    private static partial Regex SchemaAddress();
}
