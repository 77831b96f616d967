using System.Text.Json;
using NewsApi.Content.Entities;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Gazetteer;

/// <summary>Detects whether an entity is a person, a place or a topic.</summary>
internal static class GazetteerKind
{
    /// <summary>
    /// Detects the kind. The first value in this list that shows the kind is used: the property <c>kind</c>, a word in <c>uri</c> or
    /// <c>type</c>, a property that only one kind has, a word in the file's name.
    /// </summary>
    /// <returns>The kind; null if the entity is rejected.</returns>
    public static EntityKind? Of(ParsedDocument document, JsonFieldReader reading)
    {
        if (reading.RequiredLine(JsonFieldReader.Property(document.Json, "kind"), "kind") is { } kind)
        {
            return Named(kind) ?? Reject($"'kind' is \"{PlainText.Short(kind)}\"; it must be person, place or topic.", reading);
        }

        var words = reading.RequiredLine(JsonFieldReader.Property(document.Json, "uri"), "uri")?.Split(':', '/', '#') ?? [];
        words = [.. words, .. TypeOf(document)];
        var foreign = Array.Find(words, IsForeign);
        if (foreign is not null)
        {
            return Reject($"The kind {foreign} is not supported; supported are people, places and topics.", reading);
        }

        return words.Select(Named).FirstOrDefault(named => named is not null)
            ?? ByProperties(document)
            ?? ByFile(document.Origin.File)
            ?? Reject("The kind is unknown: a person, a place or a topic; add \"kind\".", reading);
    }

    private static EntityKind? Named(string word) => word.ToLowerInvariant() switch
    {
        "person" or "people" => EntityKind.Person,
        "place" or "places" => EntityKind.Place,
        "topic" or "topics" or "topic-group" or "subject" => EntityKind.Topic,
        _ => null,
    };

    private static bool IsForeign(string word) => word is "organisation" or "organization" or "exchange";

    private static IEnumerable<string> TypeOf(ParsedDocument document) =>
        JsonFieldReader.Property(document.Json, "type") is { ValueKind: JsonValueKind.String } type ? [type.GetString() ?? ""] : [];

    private static EntityKind? ByProperties(ParsedDocument document) =>
        HasAny(document, "latitude", "lat", "countryCode", "country_code", "within") ? EntityKind.Place
        : HasAny(document, "broader", "medtop", "code") ? EntityKind.Topic
        : null;

    private static bool HasAny(ParsedDocument document, params string[] names) =>
        Array.Exists(names, name => document.Json.TryGetProperty(name, out _));

    private static EntityKind? ByFile(string file) =>
        Path.GetFileName(file).Split('.', '-', '_').Select(Named).FirstOrDefault(named => named is not null);

    private static EntityKind? Reject(string reason, JsonFieldReader reading)
    {
        reading.Reject(reason);
        return null;
    }
}
