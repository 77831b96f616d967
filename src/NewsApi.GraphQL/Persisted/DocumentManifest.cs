using System.Text.Json;

namespace NewsApi.GraphQL.Persisted;

/// <summary>
/// Reads the files that build tools of front ends write: an object of ids and documents (Relay's compiler, GraphQL Code Generator), or the
/// persisted query manifest of Apollo, with its list <c>operations</c> of objects with <c>id</c> and <c>body</c>.
/// </summary>
internal static class DocumentManifest
{
    private const string Expected =
        "expected an object of ids and documents, or an Apollo manifest with `operations`, each with `id` and `body`.";

    /// <returns>The documents; and a sentence if the file is not a manifest, or null.</returns>
    public static (IReadOnlyList<TrustedDocument> Documents, string? Problem) Parse(string json, string file)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException broken)
        {
            return ([], $"not valid JSON (line {broken.LineNumber + 1}); {Expected}");
        }

        if (root.ValueKind is not JsonValueKind.Object)
        {
            return ([], Expected);
        }

        var pairs = root.TryGetProperty("operations", out var operations) && operations.ValueKind is JsonValueKind.Array
            ? operations.EnumerateArray().Select(o => (Id: FindText(o, "id"), Text: FindText(o, "body")))
            : root.EnumerateObject().Select(member => (Id: (string?)member.Name, Text: ToText(member.Value)));
        var documents = new List<TrustedDocument>();
        foreach (var (id, text) in pairs)
        {
            if (string.IsNullOrEmpty(id) || text is null)
            {
                return ([], Expected);
            }

            documents.Add(new TrustedDocument(id, text, file));
        }

        return (documents, null);
    }

    private static string? FindText(JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member) ? ToText(member) : null;

    private static string? ToText(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
