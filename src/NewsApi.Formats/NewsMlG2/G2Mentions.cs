using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>Reads the people, places and topics of an item.</summary>
internal static class G2Mentions
{
    /// <summary>
    /// Returns the subjects as people, places and topics, and the places of <c>located</c>. A subject is what the content is about
    /// (NewsML-G2 specification, <c>subject</c>).
    /// </summary>
    public static ValueList<IncomingMention> Read(G2Item item, XmlFieldReader reading)
    {
        var mentions = new MentionList();
        foreach (var subject in item.ContentMeta.Children("subject"))
        {
            if (G2Concept.Read(subject, item, reading) is { Kind: { } kind } concept)
            {
                mentions.Add(Mention(concept, kind, MentionRelation.About, subject, reading));
            }
        }

        foreach (var located in item.ContentMeta.Children("located"))
        {
            if (G2Concept.Read(located, item, reading) is { } concept)
            {
                mentions.Add(Mention(concept, EntityKind.Place, MentionRelation.Located, located, reading));
            }
        }

        return mentions.ToValueList();
    }

    private static IncomingMention Mention(
        G2Concept concept, EntityKind kind, MentionRelation relation, XElement element, XmlFieldReader reading) => new()
        {
            Kind = kind,
            Name = concept.DisplayName ?? "",
            Uri = concept.Uri,
            Relation = relation,
            Relevance = reading.Whole(element.Attr("relevance"), "relevance", 0, 100),
            Latitude = kind == EntityKind.Place ? concept.Position?.Latitude : null,
            Longitude = kind == EntityKind.Place ? concept.Position?.Longitude : null,
        };
}
