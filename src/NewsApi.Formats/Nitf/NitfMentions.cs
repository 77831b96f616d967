using System.Xml.Linq;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;

namespace NewsApi.Formats.Nitf;

/// <summary>Reads the people, places and topics that the head of a NITF document identifies, or that its text marks.</summary>
internal static class NitfMentions
{
    public static ValueList<IncomingMention> Read(XElement? head, NitfText text, XmlFieldReader reading)
    {
        var mentions = new MentionList();
        var identified = head.Child("docdata").Children("identified-content").ToList();
        var marked = text.Content is { } content ? new[] { content } : [];
        AddAll(EntityKind.Person, MentionRelation.About, identified.Elements(), "person");
        AddAll(EntityKind.Person, MentionRelation.Mentions, marked.Descendants(), "person");
        foreach (var place in head.Child("docdata").Children("evloc"))
        {
            Add(EntityKind.Place, MentionRelation.Located,
                place.Attr("city") ?? place.Attr("county-dist") ?? place.Attr("state-prov") ?? place.Prose(), null);
        }

        AddAll(EntityKind.Place, MentionRelation.About, identified.Elements(), "location");
        AddAll(EntityKind.Place, MentionRelation.Mentions, marked.Descendants(), "location");
        foreach (var subject in head.Child("tobject").Children("tobject.subject"))
        {
            var code = subject.Attr("tobject.subject.refnum");
            Add(EntityKind.Topic, MentionRelation.About,
                subject.Attr("tobject.subject.detail") ?? subject.Attr("tobject.subject.matter") ?? subject.Attr("tobject.subject.type")
                    ?? code,
                // The numbers are IPTC's Subject Codes, unless another registrar is named.
                code is null ? null : $"{(subject.Attr("tobject.subject.ipr") is { } other and not "IPTC" ? other : "subj")}:{code}");
        }

        AddAll(EntityKind.Topic, MentionRelation.About, identified.Elements(), "classifier");
        return mentions.ToValueList();

        void Add(EntityKind kind, MentionRelation relation, string? name, string? uri) =>
            mentions.Add(kind, name, uri, relation, reading);

        // A code alone identifies nothing; with the vocabulary that it is from, it does.
        void AddAll(EntityKind kind, MentionRelation relation, IEnumerable<XElement> elements, string name)
        {
            foreach (var element in elements.Where(element => element.Name.LocalName == name))
            {
                var (vocabulary, code) = (element.Attr("idsrc"), element.Attr("value"));
                Add(kind, relation, element.Prose() ?? code, vocabulary is null || code is null ? null : $"{vocabulary}:{code}");
            }
        }
    }
}
