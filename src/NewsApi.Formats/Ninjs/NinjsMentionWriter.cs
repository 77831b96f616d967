using System.Globalization;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;

namespace NewsApi.Formats.Ninjs;

/// <summary>Writes the people, places and topics of an article, and its section.</summary>
internal static class NinjsMentionWriter
{
    /// <summary>
    /// The <c>rel</c> of a subject that is the section and no topic. Other readers take it for a section too, because it ends in
    /// "section".
    /// </summary>
    public const string SectionOnly = "newsapi:section";

    /// <summary>What stands between a <c>rel</c> and the relevance, where ninjs has no property for the relevance.</summary>
    public const string RelevanceMark = ";relevance=";

    public static void Write(Utf8JsonWriter json, ValueList<OutgoingMention> mentions, string? section)
    {
        Write(json, "people", [.. mentions.Where(mention => mention.Entity.Kind == EntityKind.Person)], null);
        Write(json, "places", [.. mentions.Where(mention => mention.Entity.Kind == EntityKind.Place)], null);
        Write(json, "subjects", [.. mentions.Where(mention => mention.Entity.Kind == EntityKind.Topic)], section);
    }

    private static void Write(Utf8JsonWriter json, string list, IReadOnlyList<OutgoingMention> mentions, string? section)
    {
        if (mentions.Count == 0 && section is null)
        {
            return;
        }

        json.WriteStartArray(list);
        if (section is not null)
        {
            json.WriteStartObject();
            NinjsValues.WriteProse(json, "name", section);
            json.WriteString("rel", SectionOnly);
            json.WriteEndObject();
        }

        foreach (var mention in mentions)
        {
            Write(json, mention);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, OutgoingMention mention)
    {
        var entity = mention.Entity;
        json.WriteStartObject();
        NinjsValues.WriteProse(json, "name", entity.Name);
        json.WriteString("rel", RelationOf(mention));
        NinjsValues.WriteText(json, "uri", entity.Uri ?? entity.Code);
        if (entity.Kind == EntityKind.Topic && mention.Relevance is { } relevance)
        {
            json.WriteNumber("relevance", relevance);
        }

        if (entity is { Kind: EntityKind.Place, Latitude: { } latitude, Longitude: { } longitude })
        {
            json.WriteStartObject("geoJSON");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(longitude);
            json.WriteNumberValue(latitude);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string RelationOf(OutgoingMention mention)
    {
        var relation = mention.Relation switch
        {
            MentionRelation.About => "about",
            MentionRelation.Located => "located",
            _ => "mentions",
        };
        return mention.Entity.Kind != EntityKind.Topic && mention.Relevance is { } relevance
            ? string.Create(CultureInfo.InvariantCulture, $"{relation}{RelevanceMark}{relevance}")
            : relation;
    }
}
