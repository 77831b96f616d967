using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Gazetteer;

/// <summary>Converts an object of a gazetteer to an entity.</summary>
internal static class GazetteerReader
{
    /// <returns>The entity; null if it is rejected.</returns>
    public static IncomingEntity? Read(ParsedDocument document, EntityKind kind, JsonFieldReader reading)
    {
        var item = document.Json;
        var name = PlainText.Decoded(Identity("name", Bounds.Name));
        if (name is null)
        {
            reading.Reject($"The {kind.ToString().ToLowerInvariant()} has no 'name'.");
            return null;
        }

        var isPlace = kind == EntityKind.Place;
        var position = isPlace ? Position(item, reading) : null;
        var sameAs = Texts(item, "sameAs", "same_as", reading, null);
        var entity = new IncomingEntity(document.Origin)
        {
            Kind = kind,
            Name = name,
            Uri = Identity("uri", Bounds.Uri),
            Slug = Identity("slug", Bounds.Name),
            Description = PlainText.Decoded(Line("description")),
            Aliases = Texts(item, "aliases", "aliases", reading, name),
            SameAs = kind == EntityKind.Topic && MediaTopic(item, reading) is { } topic
                ? [.. sameAs.Where(address => address != topic), topic]
                : sameAs,
            Parent = isPlace ? Line("within", "parent") : kind == EntityKind.Topic ? Line("broader", "parent") : null,
            Code = kind == EntityKind.Topic ? Line("code") : null,
            PlaceKind = isPlace ? Line("type") : null,
            CountryCode = isPlace ? CountryCode(item, reading) : null,
            Latitude = position?.Latitude,
            Longitude = position?.Longitude,
            Document = document.Text,
        };
        return reading.IsRejected ? null : entity;

        string? Line(string property, string? otherSpelling = null) =>
            reading.Line(JsonFieldReader.Property(item, property, otherSpelling ?? property), property);

        string? Identity(string property, int longest)
        {
            var text = reading.RequiredLine(JsonFieldReader.Property(item, property), property);
            if (text?.Length > longest)
            {
                reading.Reject($"'{property}' is {text.Length} characters long; the limit is {longest}.");
            }

            return text;
        }
    }

    private static ValueList<string> Texts(JsonElement item, string name, string otherSpelling, JsonFieldReader reading, string? without)
    {
        var texts = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, value) in reading.List(JsonFieldReader.Property(item, name, otherSpelling), name).Index())
        {
            if (reading.Prose(value, $"{name}[{i}]") is not { } text || text == without)
            {
                continue;
            }

            if (text.Length > Bounds.Name)
            {
                reading.Warn(
                    $"{name}[{i}]", $"'{name}[{i}]' is {text.Length} characters long; the limit is {Bounds.Name}. It was left out.");
            }
            else if (seen.Add(text))
            {
                texts.Add(text);
            }
        }

        return [.. texts];
    }

    /// <summary>
    /// Returns the address of the topic's exact match in IPTC's Media Topics. Returns null if the gazetteer gives no exact match.
    /// </summary>
    private static string? MediaTopic(JsonElement item, JsonFieldReader reading)
    {
        const string Scheme = "medtop:";
        var medtop = JsonFieldReader.Property(item, "medtop");
        return medtop.ValueKind == JsonValueKind.Object
            && JsonFieldReader.Property(medtop, "match") is { ValueKind: JsonValueKind.String } match && match.ValueEquals("exact")
            && reading.Line(JsonFieldReader.Property(medtop, "qcode"), "medtop.qcode") is { } qcode
            && qcode.StartsWith(Scheme, StringComparison.Ordinal)
            ? $"http://cv.iptc.org/newscodes/mediatopic/{qcode[Scheme.Length..]}"
            : null;
    }

    private static string? CountryCode(JsonElement item, JsonFieldReader reading)
    {
        var code = reading.Line(JsonFieldReader.Property(item, "countryCode", "country_code"), "countryCode");
        if (code is null or [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            return code;
        }

        reading.Warn("countryCode", $"'countryCode' is \"{PlainText.Short(code)}\", not two letters from A to Z; it was left out.");
        return null;
    }

    private static (double Latitude, double Longitude)? Position(JsonElement item, JsonFieldReader reading)
    {
        var latitude = reading.Number(JsonFieldReader.Property(item, "latitude", "lat"), "latitude");
        var longitude = reading.Number(JsonFieldReader.Property(item, "longitude", "lon"), "longitude");
        if (latitude is null && longitude is null)
        {
            return null;
        }

        if (latitude is { } north && longitude is { } east && GeoJson.IsOnEarth(north, east))
        {
            return (north, east);
        }

        reading.Warn("latitude", "'latitude' (-90 to 90) and 'longitude' (-180 to 180) are not a position on earth; both were left out.");
        return null;
    }
}
