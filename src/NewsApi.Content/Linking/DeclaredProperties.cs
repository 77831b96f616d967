using System.Text.Json;

namespace NewsApi.Content.Linking;

/// <summary>What a gazetteer's document declares for the linker beyond the columns of the table.</summary>
internal sealed record DeclaredProperties
{
    public static DeclaredProperties None { get; } = new();

    public string? Surname { get; private init; }

    /// <summary>Whether the document says that the surname is no common one, so that it means this person alone.</summary>
    public bool OwnsSurname { get; private init; }

    /// <summary>Role and country, in words.</summary>
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
            // Documents are kept as they came; one that another version of the program stored may be of another kind.
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
