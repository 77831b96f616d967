using System.Text.Json;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Execution;

/// <summary>Finds the articles that the answer of a query lists, for what is made of lists in other formats.</summary>
public static class ListedArticles
{
    /// <summary>
    /// Returns the ids of the articles in the first list of an answer: the <c>nodes</c> or <c>edges</c> of a connection whose items have
    /// the field <c>id</c> of an article.
    /// </summary>
    /// <returns>The ids in the order of the list; null if the answer has no list of articles with ids.</returns>
    public static IReadOnlyList<long>? FindIds(ReadOnlyMemory<byte> answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.TryGetProperty("data", out var data) ? Find(data) : null;
    }

    private static List<long>? Find(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in value.EnumerateObject())
        {
            if ((member.Name is "nodes" or "edges" ? ReadList(member.Value) : null) is { } ids)
            {
                return ids;
            }
        }

        return value.EnumerateObject().Select(member => Find(member.Value)).FirstOrDefault(found => found is not null);
    }

    private static List<long>? ReadList(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var ids = new List<long>();
        foreach (var item in list.EnumerateArray())
        {
            var node = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("node", out var inner) ? inner : item;
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String
                || GlobalId.Parse(id.GetString() ?? "") is not { } parsed || parsed.Table != ContentTable.Article)
            {
                return null;
            }

            ids.Add(parsed.Id);
        }

        return ids;
    }
}
