using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.JsonLd;

/// <summary>Writes the properties of a person, place or topic in the vocabulary of schema.org.</summary>
internal static class JsonLdEntity
{
    public static void Write(Utf8JsonWriter json, OutgoingEntity entity, SiteAddresses site)
    {
        var page = site.OfEntity(entity);
        json.WriteString("@type", TypeOf(entity));
        json.WriteText("@id", page ?? JsonLdWriter.ToAddress(entity.Uri));
        json.WriteText("identifier", entity.Uri);
        json.WriteText("url", page);
        json.WriteString("name", entity.Name);
        json.WriteTexts("alternateName", entity.Aliases);
        json.WriteText("description", entity.Description);
        json.WriteTexts("sameAs", entity.SameAs.Concat(entity.Uri is { } uri && WebAddress.IsValid(uri) ? [uri] : []).Distinct());
        json.WriteText("termCode", entity.Code);
        if (entity is { Latitude: { } latitude, Longitude: { } longitude })
        {
            json.WriteStartObject("geo");
            json.WriteString("@type", "GeoCoordinates");
            json.WriteNumber("latitude", latitude);
            json.WriteNumber("longitude", longitude);
            json.WriteEndObject();
        }

        if (entity.CountryCode is { } country)
        {
            json.WriteStartObject("address");
            json.WriteString("@type", "PostalAddress");
            json.WriteString("addressCountry", country);
            json.WriteEndObject();
        }

        if (entity is { Kind: EntityKind.Place, Parent: { } around })
        {
            json.WriteStartObject("containedInPlace");
            Write(json, around with { Parent = null }, site);
            json.WriteEndObject();
        }
    }

    private static string TypeOf(OutgoingEntity entity) => entity.Kind switch
    {
        EntityKind.Person => "Person",
        EntityKind.Topic => "DefinedTerm",
        _ => entity.PlaceKind?.ToLowerInvariant() switch
        {
            "country" => "Country",
            "city" or "town" => "City",
            "region" or "state" => "AdministrativeArea",
            "continent" => "Continent",
            _ => "Place",
        },
    };
}
