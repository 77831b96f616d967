using System.Xml;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Writes Atom 1.0 (RFC 4287).</summary>
public static class AtomWriter
{
    private static readonly string Atom = FeedNames.Atom.NamespaceName;

    /// <summary>Returns the feed as UTF-8.</summary>
    public static byte[] Write(OutgoingFeed feed) => XmlOutput.Write(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xmlns", "media", null, FeedNames.Media.NamespaceName);
        if (feed.Language is { } language)
        {
            xml.WriteAttributeString("xml", "lang", null, language);
        }

        xml.WriteText("id", feed.Self, Atom);
        xml.WriteText("title", feed.Title, Atom);
        xml.WriteText("updated", Rfc3339.Format(feed.LastChange), Atom);
        WriteLink(xml, "self", feed.Self, "application/atom+xml");
        WriteLink(xml, "alternate", feed.Page, null);

        // An author of the feed is the author of each entry that names none, and Atom demands one.
        WriteAuthor(xml, feed.Site.Name);
        foreach (var article in feed.Articles)
        {
            WriteEntry(xml, feed, article);
        }

        xml.WriteEndElement();
    });

    private static void WriteEntry(XmlWriter xml, OutgoingFeed feed, OutgoingArticle article)
    {
        var content = article.Content;
        xml.WriteStartElement("entry", Atom);
        if (content.Language != LanguageTag.Unknown)
        {
            xml.WriteAttributeString("xml", "lang", null, content.Language);
        }

        xml.WriteText("id", IdOf(feed, article), Atom);
        WriteTextConstruct(xml, "title", "text", content.Headline);
        WriteLink(xml, "alternate", feed.LinkOf(article), null);
        xml.WriteText("published", article.FirstCreated is { } published ? Rfc3339.Format(published) : null, Atom);
        xml.WriteText("updated", Rfc3339.Format(article.VersionCreated ?? article.FirstCreated ?? feed.Updated), Atom);
        if (content.Byline is { } byline)
        {
            WriteAuthor(xml, byline);
        }

        WriteTextConstruct(xml, "summary", "text", content.Summary);
        WriteTextConstruct(xml, "content", "html", content.Body);
        WriteCategories(xml, article);
        FeedMediaWriter.Write(xml, content.Images);
        xml.WriteEndElement();
    }

    /// <summary>
    /// Returns the identity of an entry, which must be an absolute address (section 4.2.6). An identity that is none is made part of one.
    /// </summary>
    private static string IdOf(OutgoingFeed feed, OutgoingArticle article) =>
        Uri.TryCreate(article.Uri, UriKind.Absolute, out var uri) && !uri.IsFile && !article.Uri.Contains(' ', StringComparison.Ordinal)
            ? article.Uri
            : $"{feed.LinkOf(article)}#{Uri.EscapeDataString(article.Uri)}";

    private static void WriteCategories(XmlWriter xml, OutgoingArticle article)
    {
        if (article.Content.Section is { } section)
        {
            WriteCategory(xml, section, section);
        }

        foreach (var mention in article.Mentions.Where(mention => mention.Entity.Kind == EntityKind.Topic))
        {
            WriteCategory(xml, mention.Entity.Slug, mention.Entity.Name);
        }
    }

    private static void WriteCategory(XmlWriter xml, string term, string label)
    {
        xml.WriteStartElement("category", Atom);
        xml.WriteAttribute("term", term);
        xml.WriteAttribute("label", label);
        xml.WriteEndElement();
    }

    private static void WriteTextConstruct(XmlWriter xml, string name, string type, string? text)
    {
        if (text is not null)
        {
            xml.WriteStartElement(name, Atom);
            xml.WriteAttribute("type", type);
            xml.WriteString(XmlOutput.Clean(text));
            xml.WriteEndElement();
        }
    }

    private static void WriteLink(XmlWriter xml, string relation, string address, string? type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttribute("rel", relation);
        xml.WriteAttribute("type", type);
        xml.WriteAttribute("href", address);
        xml.WriteEndElement();
    }

    private static void WriteAuthor(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        xml.WriteText("name", name, Atom);
        xml.WriteEndElement();
    }
}
