using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Gazetteer;

/// <summary>Writes a person, place or topic as an entry of a gazetteer, which <see cref="GazetteerFormat"/> reads back.</summary>
internal static class GazetteerWriter
{
    /// <summary>The property of what only an export has.</summary>
    public const string ExportName = "newsapi";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The properties that are written from the stored values, and the other spellings of these.</summary>
    private static readonly string[] OfAll =
        ["kind", "slug", "uri", "name", "aliases", "description", "sameAs", "same_as", ExportName];

    private static readonly string[] OfPlaces =
        ["type", "countryCode", "country_code", "latitude", "lat", "longitude", "lon", "within", "parent"];

    private static readonly string[] OfTopics = ["code", "broader", "parent"];

    /// <summary>
    /// Returns the entry as UTF-8 JSON on one line, without a line end. Properties of <see cref="OutgoingEntity.Document"/> for which the
    /// service has no column, such as those for linking, follow unchanged.
    /// </summary>
    /// <param name="exported">The JSON of what only an export has; null if there is none.</param>
    public static byte[] Write(OutgoingEntity entity, string? exported)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteProperties(json, entity);
            WriteOthers(json, entity);
            if (exported is not null)
            {
                json.WritePropertyName(ExportName);
                json.WriteRawValue(exported);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, OutgoingEntity entity)
    {
        json.WriteString("kind", entity.Kind.ToString().ToLowerInvariant());
        json.WriteString("slug", entity.Slug);
        json.WriteText("uri", entity.Uri);
        json.WriteString("name", entity.Name);
        json.WriteTexts("aliases", entity.Aliases);
        json.WriteText("description", entity.Description);
        json.WriteTexts("sameAs", entity.SameAs);
        if (entity.Kind == EntityKind.Place)
        {
            json.WriteText("type", entity.PlaceKind);
            json.WriteText("countryCode", entity.CountryCode);
            WriteNumber(json, "latitude", entity.Latitude);
            WriteNumber(json, "longitude", entity.Longitude);
            json.WriteText("within", entity.Parent?.Slug);
        }
        else if (entity.Kind == EntityKind.Topic)
        {
            json.WriteText("code", entity.Code);
            json.WriteText("broader", entity.Parent?.Slug);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteOthers(Utf8JsonWriter json, OutgoingEntity entity)
    {
        using var document = entity.Document is { } text ? JsonInput.Parse(System.Text.Encoding.UTF8.GetBytes(text), out _) : null;
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } entry)
        {
            return;
        }

        string[] written = entity.Kind switch
        {
            EntityKind.Place => [.. OfAll, .. OfPlaces],
            EntityKind.Topic => [.. OfAll, .. OfTopics],
            _ => OfAll,
        };
        foreach (var property in entry.EnumerateObject().Where(property => !written.Contains(property.Name)))
        {
            property.WriteTo(json);
        }
    }
}
