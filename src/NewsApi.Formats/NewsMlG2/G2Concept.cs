using System.Xml.Linq;
using NewsApi.Content.Entities;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>A person, place, subject, genre or party in an item.</summary>
/// <param name="Name">The name in the language of the item if there is one.</param>
/// <param name="Uri">The <c>uri</c>, or the <c>qcode</c> with its vocabulary, such as <c>medtop:04000000</c>.</param>
/// <param name="Nature">The kind of concept in lower case, such as "person" or "geoarea"; null if it is not given.</param>
/// <param name="Role">The role in lower case.</param>
internal sealed record G2Concept(string? Name, string? Uri, string? Literal, string? Nature, string? Role)
{
    /// <summary>The place of the concept on the globe in degrees.</summary>
    public (double Latitude, double Longitude)? Position { get; private init; }

    /// <summary>The name; without a name, the literal; without both, the last part of the identifier.</summary>
    public string? DisplayName => Name ?? Literal ?? G2Code.Part(Uri);

    /// <summary>The name, the literal or the code. Null if only a URL identifies the concept: the end of a URL is no name.</summary>
    public string? NameOrCode =>
        Name ?? Literal ?? (Uri is { } uri && !uri.Contains('/', StringComparison.Ordinal) ? G2Code.Part(uri) : null);

    /// <summary>
    /// The kind of entity. A concept without a known nature is a topic. Null for a concept that the service has no entities for, such as an
    /// organisation or an event.
    /// </summary>
    public EntityKind? Kind => Nature switch
    {
        "person" => EntityKind.Person,
        "geoarea" or "place" or "poi" or "city" or "country" or "statprov" or "region" or "worldregion" or "continent" => EntityKind.Place,
        "organisation" or "organization" or "company" or "team" or "event" or "object" or "product" or "item" => null,
        _ => EntityKind.Topic,
    };

    /// <summary>Reads a concept. Values that its element does not have are taken from the assertion about the concept.</summary>
    /// <returns>The concept; null if it has neither name nor identifier.</returns>
    public static G2Concept? Read(XElement element, G2Item item, XmlFieldReader reading)
    {
        // A subject with facets, such as women's swimming, is the topic of its main concept (NewsML-G2 2.27).
        var main = element.Child("mainConcept") ?? element;
        var identifier = main.Attr("uri") ?? main.Attr("qcode");
        var literal = main.Attr("literal");
        var assertion = item.FindAssertion(identifier ?? literal);
        var concept = new G2Concept(
            reading.Bounded(item.NameOf(main) ?? item.NameOf(assertion), Bounds.Name, "name"),
            reading.Bounded(identifier, Bounds.Uri, "uri"),
            reading.Bounded(literal, Bounds.Name, "literal"),
            G2Code.Of(main, "type") ?? G2Code.Of(element, "type") ?? FindNature(main) ?? FindNature(assertion),
            G2Code.Of(element, "role"))
        {
            Position = ReadPosition(main, reading) ?? ReadPosition(assertion, reading),
        };
        return string.IsNullOrWhiteSpace(concept.DisplayName) ? null : concept;
    }

    private static string? FindNature(XElement? concept) => concept switch
    {
        null => null,
        _ when concept.Child("personDetails") is not null => "person",
        _ when concept.Child("geoAreaDetails") is not null || concept.Child("POIDetails") is not null => "geoarea",
        _ when concept.Child("organisationDetails") is not null => "organisation",
        _ => null,
    };

    private static (double, double)? ReadPosition(XElement? concept, XmlFieldReader reading)
    {
        var position = (concept.Child("geoAreaDetails") ?? concept.Child("POIDetails")).Child("position");
        return reading.Degrees(position.Attr("latitude"), "latitude", 90) is { } latitude
            && reading.Degrees(position.Attr("longitude"), "longitude", 180) is { } longitude
            ? (latitude, longitude)
            : null;
    }
}
