using System.Globalization;
using System.Xml;
using NewsApi.Content.Articles;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Writes RSS 2.0 with the extensions that readers know: full text, authors, pictures, and the address of the feed.</summary>
public static class RssWriter
{
    /// <summary>Returns the feed as UTF-8.</summary>
    public static byte[] Write(OutgoingFeed feed) => XmlOutput.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, FeedNames.Atom.NamespaceName);
        xml.WriteAttributeString("xmlns", "content", null, FeedNames.Content.NamespaceName);
        xml.WriteAttributeString("xmlns", "dc", null, FeedNames.DublinCore.NamespaceName);
        xml.WriteAttributeString("xmlns", "media", null, FeedNames.Media.NamespaceName);
        xml.WriteStartElement("channel");
        xml.WriteText("title", feed.Title);
        xml.WriteText("link", feed.Page);
        xml.WriteText("description", feed.Title);
        xml.WriteText("language", feed.Language);
        xml.WriteText("lastBuildDate", Rfc822(feed.LastChange));
        xml.WriteStartElement("link", FeedNames.Atom.NamespaceName);
        xml.WriteAttribute("href", feed.Self);
        xml.WriteAttribute("rel", "self");
        xml.WriteAttribute("type", "application/rss+xml");
        xml.WriteEndElement();
        foreach (var article in feed.Articles)
        {
            WriteItem(xml, feed, article);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void WriteItem(XmlWriter xml, OutgoingFeed feed, OutgoingArticle article)
    {
        var content = article.Content;
        xml.WriteStartElement("item");
        xml.WriteText("title", content.Headline);
        xml.WriteText("link", feed.LinkOf(article));
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(XmlOutput.Clean(article.Uri));
        xml.WriteEndElement();
        xml.WriteText("pubDate", article.FirstCreated is { } published ? Rfc822(published) : null);
        xml.WriteText("description", content.Summary is { } summary ? PlainText.Escape(summary) : null);
        xml.WriteText("creator", content.Byline, FeedNames.DublinCore.NamespaceName);
        xml.WriteText("language", content.Language == LanguageTag.Unknown ? null : content.Language, FeedNames.DublinCore.NamespaceName);
        foreach (var tag in OutgoingFeed.TagsOf(article))
        {
            xml.WriteText("category", tag);
        }

        xml.WriteText("encoded", content.Body, FeedNames.Content.NamespaceName);
        xml.WriteText(
            "updated", article.VersionCreated is { } changed ? Rfc3339.Format(changed) : null, FeedNames.Atom.NamespaceName);
        FeedMediaWriter.Write(xml, content.Images);
        xml.WriteEndElement();
    }

    private static string Rfc822(DateTimeOffset time) =>
        time.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
