using System.Text.Json;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>Finds the items of a document that wraps them, as the responses of agencies' services and of search engines do.</summary>
internal static class NinjsEnvelope
{
    /// <summary>In levels; search engines wrap a hit in three.</summary>
    private const int MaxDepth = 6;

    /// <summary>An object with one of these properties is an item, even if it lacks the required <c>uri</c>.</summary>
    private static readonly string[] Marks =
    [
        "uri", "guid", "headlines", "headline", "bodies", "pubStatus", "pubstatus", "versionCreated", "versioncreated", "standard",
        "$standard", "eventDetails", "plannedCoverage",
    ];

    /// <summary>The properties of envelopes that hold an item, items or a further envelope.</summary>
    private static readonly string[] Wrappers =
        ["item", "items", "_items", "data", "hits", "_source", "source", "response", "results", "result", "docs", "documents", "content"];

    /// <summary>Returns the items of a document with the path of each; the path of an item that is the document itself is empty.</summary>
    public static List<(string Path, JsonElement Item)> Open(JsonElement document)
    {
        var items = new List<(string, JsonElement)>();
        Collect(document, "", 0, items);
        return items;
    }

    private static void Collect(JsonElement value, string path, int depth, List<(string, JsonElement)> items)
    {
        if (value.ValueKind == JsonValueKind.Array && depth > 0)
        {
            foreach (var (i, element) in value.EnumerateArray().Index())
            {
                Collect(element, $"{path}[{i}]", depth + 1, items);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && Array.Exists(Marks, mark => value.TryGetProperty(mark, out _)))
        {
            items.Add((path, value));
        }
        else if (value.ValueKind == JsonValueKind.Object && depth < MaxDepth)
        {
            foreach (var name in Wrappers)
            {
                Collect(JsonFieldReader.Property(value, name), path == "" ? name : $"{path}.{name}", depth + 1, items);
            }
        }
    }
}
