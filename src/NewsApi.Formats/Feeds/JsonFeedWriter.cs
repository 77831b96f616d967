using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Writes JSON Feed 1.1.</summary>
public static class JsonFeedWriter
{
    /// <summary>Returns the feed as UTF-8.</summary>
    public static byte[] Write(OutgoingFeed feed) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "https://jsonfeed.org/version/1.1");
        json.WriteString("title", feed.Title);
        json.WriteString("home_page_url", feed.Page);
        json.WriteString("feed_url", feed.Self);
        json.WriteText("language", feed.Language);
        json.WriteStartArray("items");
        foreach (var article in feed.Articles)
        {
            WriteItem(json, feed, article);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteItem(Utf8JsonWriter json, OutgoingFeed feed, OutgoingArticle article)
    {
        var content = article.Content;
        json.WriteStartObject();
        json.WriteString("id", article.Uri);
        json.WriteString("url", feed.LinkOf(article));
        json.WriteText("external_url", content.CanonicalUrl);
        json.WriteString("title", content.Headline);

        // The specification demands one of the two.
        json.WriteText("content_html", content.Body);
        json.WriteText("content_text", content.Body is null ? content.Summary ?? content.Headline : null);
        json.WriteText("summary", content.Summary);
        json.WriteText("image", content.Images.Select(image => image.Url).FirstOrDefault());
        json.WriteText("date_published", article.FirstCreated is { } published ? Rfc3339.Format(published) : null);
        json.WriteText("date_modified", article.VersionCreated is { } changed ? Rfc3339.Format(changed) : null);
        if (content.Byline is { } byline)
        {
            json.WriteStartArray("authors");
            json.WriteStartObject();
            json.WriteString("name", byline);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteTexts("tags", OutgoingFeed.TagsOf(article));
        json.WriteText("language", content.Language == LanguageTag.Unknown ? null : content.Language);
        WriteAttachments(json, [.. content.Images.Skip(1).Where(image => image.ContentType is not null)]);
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<Image> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attachments");
        foreach (var image in images)
        {
            json.WriteStartObject();
            json.WriteString("url", image.Url);
            json.WriteText("mime_type", image.ContentType);
            json.WriteText("title", image.Caption);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
