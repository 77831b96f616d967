using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMl1;

/// <summary>Reads the people, places and topics of an article.</summary>
internal static class NewsMl1Mentions
{
    /// <summary>The parts of a location; the first that it has names the place.</summary>
    private static readonly string[] LocationParts = ["City", "Sublocation", "CountryArea", "Country"];

    private const string Metadata = "DescriptiveMetadata";

    /// <summary>
    /// Returns the subject codes as topics, the locations as places, the persons that AFP lists as keywords, and the persons, places and
    /// topics that the item's own topic set describes.
    /// </summary>
    public static ValueList<IncomingMention> Read(NewsMl1Component article, XmlFieldReader reading)
    {
        var mentions = new MentionList();
        foreach (var person in article.All(Metadata, "Property").Where(p => p.Attr("Role") is "PersonInImage" or "Person"))
        {
            Add(EntityKind.Person, person.Attr("Value"), null, MentionRelation.Mentions);
        }

        foreach (var location in article.All(Metadata, "Location"))
        {
            var name = LocationParts.Select(part => NewsMl1Content.Property(location, part))
                .FirstOrDefault(part => part is not null);
            Add(EntityKind.Place, name, null,
                location.Attr("HowPresent") is "Origin" or "RelatesTo" ? MentionRelation.Located : MentionRelation.Mentions);
        }

        foreach (var code in article.All(Metadata, "SubjectCode").Elements().Where(IsSubject))
        {
            // The formal names are IPTC's Subject Codes; the standard has no place for their names.
            var number = NewsMl1Component.Formal(code);
            Add(EntityKind.Topic, number, number is null ? null : $"subj:{number}", MentionRelation.About);
        }

        foreach (var occurrence in article.All(Metadata, "TopicOccurrence"))
        {
            if (FindTopic(article.Item, occurrence.Attr("Topic")) is { } topic)
            {
                AddTopic(topic);
            }
        }

        return mentions.ToValueList();

        void AddTopic(XElement topic)
        {
            var type = NewsMl1Component.Formal(topic.Child("TopicType"))?.ToLowerInvariant() ?? "";
            EntityKind? kind = type.Contains("person", StringComparison.Ordinal) ? EntityKind.Person
                : type is "location" or "place" or "country" or "city" or "geography" ? EntityKind.Place
                : type is "company" or "organisation" or "organization" or "event" or "product" ? null
                : EntityKind.Topic;
            var formal = topic.Child("FormalName");
            if (kind is { } known)
            {
                Add(known, topic.Child("Description").Prose() ?? formal.Prose(),
                    formal.Attr("Scheme") is { } scheme && formal.Line() is { } name ? $"{scheme}:{name}" : null, MentionRelation.About);
            }
        }

        void Add(EntityKind kind, string? name, string? uri, MentionRelation relation) =>
            mentions.Add(kind, name, uri, relation, reading);
    }

    private static bool IsSubject(XElement code) => code.Name.LocalName is "Subject" or "SubjectMatter" or "SubjectDetail";

    /// <summary>Returns the topic with the local identifier <c>#id</c>; null if the document does not describe it.</summary>
    private static XElement? FindTopic(XElement item, string? reference) => reference is not ['#', ..]
        ? null
        : item.AncestorsAndSelf().Last().Descendants(item.Name.Namespace + "Topic")
            .FirstOrDefault(topic => topic.Attr("Duid") == reference[1..]);
}
