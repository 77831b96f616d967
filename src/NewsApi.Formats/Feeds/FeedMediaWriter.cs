using System.Globalization;
using System.Xml;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Writes the pictures of an article as Media RSS (https://www.rssboard.org/media-rss), each in its best rendition.</summary>
internal static class FeedMediaWriter
{
    private static readonly string Media = FeedNames.Media.NamespaceName;

    public static void Write(XmlWriter xml, ValueList<Image> images)
    {
        foreach (var image in images)
        {
            xml.WriteStartElement("content", Media);
            xml.WriteAttribute("url", image.Url);
            xml.WriteAttribute("type", image.ContentType);
            xml.WriteAttribute("medium", "image");
            xml.WriteAttribute("width", image.Width?.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttribute("height", image.Height?.ToString(CultureInfo.InvariantCulture));
            WriteText(xml, "description", image.Caption);
            xml.WriteText("credit", image.Credit, Media);
            xml.WriteEndElement();
        }
    }

    private static void WriteText(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteStartElement(name, Media);
            xml.WriteAttribute("type", "plain");
            xml.WriteString(XmlOutput.Clean(text));
            xml.WriteEndElement();
        }
    }
}
