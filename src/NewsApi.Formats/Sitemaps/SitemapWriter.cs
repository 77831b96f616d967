using System.Xml;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Sitemaps;

/// <summary>Writes site maps (https://www.sitemaps.org/protocol.html), and those of news for search engines.</summary>
public static class SitemapWriter
{
    /// <summary>The largest number of addresses that a site map may have.</summary>
    public const int MostAddresses = 50_000;

    /// <summary>The largest number of articles that a site map of news may have.</summary>
    public const int MostNews = 1_000;

    private const string Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string News = "http://www.google.com/schemas/sitemap-news/0.9";

    /// <summary>Returns a site map of articles.</summary>
    public static byte[] Write(SiteAddresses site, IEnumerable<PublicAddress> articles) => XmlOutput.Write(xml =>
    {
        xml.WriteStartElement("urlset", Map);
        foreach (var article in articles)
        {
            xml.WriteStartElement("url", Map);
            xml.WriteText("loc", site.OfArticle(article.Slug, article.CanonicalUrl), Map);
            xml.WriteText("lastmod", Rfc3339.Format(article.UpdatedAt), Map);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    /// <summary>Returns an index of site maps.</summary>
    public static byte[] WriteIndex(IEnumerable<string> maps) => XmlOutput.Write(xml =>
    {
        xml.WriteStartElement("sitemapindex", Map);
        foreach (var map in maps)
        {
            xml.WriteStartElement("sitemap", Map);
            xml.WriteText("loc", map, Map);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    /// <summary>Returns a site map of new articles.</summary>
    public static byte[] WriteNews(SiteAddresses site, IEnumerable<OutgoingArticle> articles) => XmlOutput.Write(xml =>
    {
        xml.WriteStartElement("urlset", Map);
        xml.WriteAttributeString("xmlns", "news", null, News);
        foreach (var article in articles)
        {
            xml.WriteStartElement("url", Map);
            xml.WriteText("loc", site.OfArticle(article.Slug, article.Content.CanonicalUrl), Map);
            WriteNews(xml, site, article);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static void WriteNews(XmlWriter xml, SiteAddresses site, OutgoingArticle article)
    {
        xml.WriteStartElement("news", News);
        xml.WriteStartElement("publication", News);
        xml.WriteText("name", site.Name, News);
        xml.WriteText("language", LanguageOf(article.Content.Language), News);
        xml.WriteEndElement();
        xml.WriteText("publication_date", article.FirstCreated is { } published ? Rfc3339.Format(published) : null, News);
        xml.WriteText("title", article.Content.Headline, News);
        xml.WriteEndElement();
    }

    /// <summary>Returns the code of a language, of two or three letters. Only for Chinese, search engines know the script.</summary>
    private static string LanguageOf(string tag) =>
        tag.StartsWith("zh-Hant", StringComparison.OrdinalIgnoreCase) || tag.Equals("zh-TW", StringComparison.OrdinalIgnoreCase) ? "zh-tw"
        : tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-cn"
        : tag.Split('-')[0];
}
