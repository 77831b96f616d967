using System.Text.Json;

namespace NewsApi.Content.Linking;

/// <summary>
/// Properties that the document of a gazetteer declares for the linker. The table of entities has no columns for these properties.
/// </summary>
internal sealed record DeclaredProperties
{
    public static DeclaredProperties None { get; } = new();

    public string? Surname { get; private init; }

    /// <summary>Whether the document declares that the surname is not common. The surname alone then means this person.</summary>
    public bool OwnsSurname { get; private init; }

    /// <summary>The person's role and country, in words.</summary>
    public string? About { get; private init; }

    public string[] Demonyms { get; private init; } = [];

    public string[] Keywords { get; private init; } = [];

    public long Population { get; private init; }

    public static DeclaredProperties Of(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(json.RootElement) : None;
        }
        catch (JsonException)
        {
            // Documents are stored unchanged. Another version of the program may have stored a document that is not JSON.
            return None;
        }
    }

    private static DeclaredProperties Of(JsonElement document) => new()
    {
        Surname = Text(document, "surname"),
        OwnsSurname = document.TryGetProperty("common_surname", out var common) && common.ValueKind == JsonValueKind.False,
        About = Text(document, "role") is { } role ? $"{role} {Text(document, "country")}" : null,
        Demonyms = Texts(document, "demonyms"),
        Keywords = Texts(document, "keywords"),
        Population = document.TryGetProperty("population", out var population) && population.ValueKind == JsonValueKind.Number
            && population.TryGetInt64(out var inhabitants) ? inhabitants : 0,
    };

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string[] Texts(JsonElement document, string name) =>
        document.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Text).OfType<string>()]
            : [];
}
