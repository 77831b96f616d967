using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>Reads the URI that identifies an item in all its versions.</summary>
internal static class NinjsIdentity
{
    /// <summary>
    /// The names, in lower case, of the ids that stay the same in all versions of an item. The preferred name is first. An id with another
    /// name, such as AP's <c>etag</c>, may change with each version.
    /// </summary>
    private static readonly string[] SteadyIds = ["itemid", "guid", "id", "contentid", "originalid"];

    /// <summary>
    /// Returns the <c>uri</c>, or Superdesk's <c>guid</c> if the item has no <c>uri</c>. If the URI is a web address and <c>altIds</c> has
    /// an id that stays the same, the query of the web address is left out. The reason is that agencies write tokens of the request into
    /// this query. If the query were kept, the item would have a new URI in every delivery, and every delivery would become a new article.
    /// </summary>
    /// <returns>The URI. If the item has no URI, rejects the item and returns null.</returns>
    public static string? Read(NinjsItem item, JsonFieldReader reading)
    {
        var uri = item.RequiredLine(NinjsProperty.Uri, reading);
        if (uri is null && item.RequiredLine(NinjsProperty.Guid, reading) is { } guid)
        {
            uri = guid;
            reading.Warn(item.NameOf(NinjsProperty.Guid), "The item has no 'uri'; its 'guid' was read as its 'uri'.");
        }

        if (uri is null)
        {
            reading.Reject("The item has no 'uri', which identifies it across its versions.");
            return null;
        }

        if (uri.Length > Bounds.Uri)
        {
            reading.Reject($"'uri' is {uri.Length} characters long; the limit is {Bounds.Uri}.");
        }

        return WithoutQuery(uri, item);
    }

    /// <summary>
    /// Returns the address of the original from <c>altIds</c>, where its role is "canonical" or "canonicalUrl". ninjs has no property for
    /// it. An address that no browser opens is left out with a warning.
    /// </summary>
    public static string? ReadCanonicalUrl(NinjsItem item, JsonFieldReader reading)
    {
        var found = ReadIds(item[NinjsProperty.AltIds]).FirstOrDefault(id => id.Role is "canonical" or "canonicalurl").Text;
        if (found is null || WebAddress.IsValid(found))
        {
            return found;
        }

        var name = item.NameOf(NinjsProperty.AltIds);
        reading.Warn(name, $"The canonical address in '{name}' is \"{PlainText.Short(found)}\", not a web address; it was left out.");
        return null;
    }

    private static string WithoutQuery(string uri, NinjsItem item)
    {
        var query = uri.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !uri.StartsWith("http", StringComparison.OrdinalIgnoreCase) || SteadyId(item[NinjsProperty.AltIds]) is not { } id)
        {
            return uri;
        }

        // A path without the id of the item may be the same for all items, so the id is added.
        var path = uri[..query];
        return path.Contains(id, StringComparison.OrdinalIgnoreCase) ? path : $"{path}#{id}";
    }

    /// <summary>
    /// Returns the id that stays the same in all versions; null if there is none. In 2.x and 3.x, the ids are a list of objects with
    /// <c>role</c> and <c>value</c>. In 1.x, the ids are the properties of one object.
    /// </summary>
    private static string? SteadyId(JsonElement ids) => ReadIds(ids)
        .Select(id => (Rank: Array.IndexOf(SteadyIds, id.Role), id.Text))
        .Where(id => id.Rank >= 0)
        .OrderBy(id => id.Rank)
        .FirstOrDefault().Text;

    /// <summary>Returns the ids with their roles in lower case.</summary>
    private static IEnumerable<(string Role, string Text)> ReadIds(JsonElement ids)
    {
        var named = ids.ValueKind switch
        {
            JsonValueKind.Object => ids.EnumerateObject().Select(id => (id.Name, id.Value)),
            JsonValueKind.Array => ids.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.Object).Select(id =>
                (JsonFieldReader.Property(id, "role") is { ValueKind: JsonValueKind.String } role ? role.GetString() ?? "" : "",
                JsonFieldReader.Property(id, "value"))),
            _ => [],
        };
        return
            from id in named
            where id.Item2.ValueKind is JsonValueKind.String or JsonValueKind.Number
            let text = PlainText.OneLine(id.Item2.ToString())
            where text is not null
            select (id.Item1.ToLowerInvariant(), text);
    }
}
