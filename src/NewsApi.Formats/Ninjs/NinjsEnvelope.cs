using System.Text.Json;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// Finds the items in a document that wraps them. Responses of agencies' services and of search engines are such documents.
/// </summary>
internal static class NinjsEnvelope
{
    /// <summary>The largest number of levels of wrappers around an item. Search engines wrap a hit in three levels.</summary>
    private const int MaxDepth = 6;

    /// <summary>
    /// An object that has at least one of these properties is recognised as an item, even if it lacks the required <c>uri</c>.
    /// </summary>
    private static readonly string[] Marks =
    [
        "uri", "guid", "headlines", "headline", "bodies", "pubStatus", "pubstatus", "versionCreated", "versioncreated", "standard",
        "$standard", "eventDetails", "plannedCoverage",
    ];

    /// <summary>The properties of wrappers. The value of such a property is an item, a list of items or another wrapper.</summary>
    private static readonly string[] Wrappers =
        ["item", "items", "_items", "data", "hits", "_source", "source", "response", "results", "result", "docs", "documents", "content"];

    /// <summary>Returns the items of a document, each with its path. If the document itself is the item, the path is empty.</summary>
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
