using System.Collections.Frozen;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>The names of the standard's elements, and the parts that it requires (NewsML-G2 2.35, Power conformance).</summary>
internal static class G2Names
{
    private static readonly FrozenSet<string> Elements = FrozenSet.Create(StringComparer.Ordinal,
    [
        "POIDetails", "a", "access", "accessStatus", "accountable", "action", "address", "affiliation", "altId", "altLoc", "altRep",
        "area", "assert", "assignedTo", "audience", "bag", "bit", "born", "br", "broader", "by", "capacity", "catalog",
        "catalogContainer", "catalogItem", "catalogRef", "ceasedToExist", "channel", "circle", "concept", "conceptExtProperty",
        "conceptId", "conceptItem", "conceptRef", "conceptSet", "confirmation", "contactInfo", "contentCreated", "contentMeta",
        "contentMetaExtProperty", "contentModified", "contentSet", "contributor", "copyrightHolder", "copyrightNotice", "country",
        "created", "creator", "creditline", "dataMining", "dateline", "dates", "definition", "deliverableOf", "deliveredItemRef",
        "delivery", "derivedFrom", "derivedFromValue", "description", "destination", "details", "died", "digitalSourceType", "dissolved",
        "duration", "edNote", "email", "embargoed", "end", "event", "eventDetails", "eventStatus", "events", "exDate", "exRule",
        "exclAudience", "expires", "facet", "facetConcept", "fax", "fileName", "firstCreated", "founded", "g2contentType", "generator",
        "genre", "geoAreaDetails", "group", "groupExtProperty", "groupRef", "groupSet", "hasInstrument", "hash", "header",
        "headerExtProperty", "headline", "hierarchyInfo", "hop", "hopHistory", "icon", "im", "incomingFeedId", "infoSource", "inline",
        "inlineData", "inlineRef", "inlineXML", "instanceOf", "itemClass", "itemCount", "itemMeta", "itemMetaExtProperty", "itemRef",
        "itemSet", "keyword", "knowledgeItem", "language", "line", "link", "locality", "located", "location", "mainConcept", "memberOf",
        "metadataCreator", "name", "narrower", "newsContentCharacteristics", "newsCoverage", "newsCoverageExtProperty", "newsCoverageSet",
        "newsCoverageStatus", "newsItem", "newsMessage", "note", "objectDetails", "occurStatus", "openHours", "organisationDetails",
        "organiser", "origRep", "origin", "packageItem", "partMeta", "partMetaExtProperty", "participant", "participationRequirement",
        "party", "personDetails", "phone", "planning", "planningExtProperty", "planningItem", "polygon", "position", "postalCode",
        "priority", "profile", "provider", "pubHistory", "pubStatus", "published", "publishedExtProperty", "rDate", "rRule", "rating",
        "rb", "regionDelim", "registration", "related", "remoteContent", "remoteContentExtProperty", "remoteInfo", "rightsExpressionData",
        "rightsExpressionXML", "rightsInfo", "rightsInfoExtProperty", "role", "rp", "rt", "ruby", "sameAs", "sameAsScheme", "scheduled",
        "scheme", "schemeMeta", "schemeMetaExtProperty", "sender", "sent", "service", "signal", "slugline", "span", "start", "subject",
        "timeDelim", "timestamp", "title", "transmitId", "type", "urgency", "usageTerms", "userInteraction", "versionCreated", "web",
        "worldRegion",
    ]);

    /// <summary>
    /// Adds a warning for each name of an element that the standard does not have; with <paramref name="strict"/>, rejects the item for it,
    /// and for required parts that are missing. Elements inside the contents belong to other standards.
    /// </summary>
    public static void Check(G2Item item, bool strict, XmlFieldReader reading)
    {
        UnknownParts.Check(
            item.Element, Elements, "NewsML-G2", element => element.Name.LocalName is "inlineXML" or "rightsExpressionXML", strict,
            reading);
        foreach (var (part, isMissing) in Required(item))
        {
            if (strict && isMissing)
            {
                reading.Reject($"'{part}' is missing, which NewsML-G2 requires.");
            }
        }
    }

    private static (string Part, bool IsMissing)[] Required(G2Item item) =>
    [
        ("standard", item.Element.Attr("standard") is null),
        ("standardversion", item.Element.Attr("standardversion") is null),
        ("itemClass", item.ItemMeta.Child("itemClass") is null),
        ("provider", item.ItemMeta.Child("provider") is null),
        ("versionCreated", item.ItemMeta.Child("versionCreated") is null),
    ];
}
