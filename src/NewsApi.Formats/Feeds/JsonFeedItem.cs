using System.Collections.Frozen;
using System.Text.Json;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Feeds;

/// <summary>Reads an item of JSON Feed.</summary>
internal static class JsonFeedItem
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.Ordinal,
    [
        "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published",
        "date_modified", "author", "authors", "tags", "language", "attachments",
    ]);

    /// <param name="path">The path of the item in the feed.</param>
    public static Incoming Read(JsonElement item, string path, FeedChannel channel, Origin origin, bool strict)
    {
        var reading = new JsonFieldReader();
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new RejectedItem(origin, $"'{path}' must be an object, but is {JsonFieldReader.Describe(item.ValueKind)}.");
        }

        // The specification reserves names that begin with an underscore for extensions.
        foreach (var property in item.EnumerateObject().Where(p => !Known.Contains(p.Name) && !p.Name.StartsWith('_')))
        {
            if (strict)
            {
                reading.Reject($"'{property.Name}' is not a property of JSON Feed.");
            }

            reading.Warn(property.Name, $"'{property.Name}' is not a property of JSON Feed. It is kept in the stored document only.");
        }

        var html = Text("content_html");
        var entry = new FeedEntry
        {
            Id = Line("id"),
            Link = Line("url") ?? Line("external_url"),
            Title = Text("title"),
            Description = Text("summary"),
            Body = html ?? Text("content_text"),
            BodyIsPlain = html is null,
            Byline = Authors(item, reading),
            Language = Line("language"),
            Published = Line("date_published"),
            Updated = Line("date_modified"),
            Categories =
            [
                .. reading.List(JsonFieldReader.Property(item, "tags"), "tags")
                    .Select(tag => (reading.Line(tag, "tags[0]"), (string?)null)),
            ],
            Images = Images(item, reading),
        };
        var incoming = FeedArticle.Read(entry, channel, "JSON Feed 1.1", item.GetRawText(), origin, strict, reading);
        return incoming is RejectedItem rejected ? rejected with { Reason = $"In '{path}': {rejected.Reason}" } : incoming;

        string? Text(string name) => reading.Text(JsonFieldReader.Property(item, name), name);
        string? Line(string name) => reading.Line(JsonFieldReader.Property(item, name), name);
    }

    /// <summary>Returns the names of the authors: <c>authors</c> in version 1.1, <c>author</c> in version 1.0.</summary>
    public static string? Authors(JsonElement item, JsonFieldReader reading)
    {
        var authors = reading.List(JsonFieldReader.Property(item, "authors"), "authors").ToList();
        if (JsonFieldReader.Property(item, "author") is { ValueKind: JsonValueKind.Object } author && authors.Count == 0)
        {
            authors.Add(author);
        }

        var names = authors.Where(a => a.ValueKind == JsonValueKind.Object)
            .Select(a => reading.Line(JsonFieldReader.Property(a, "name"), "authors[0].name")).OfType<string>();
        return string.Join(", ", names) is { Length: > 0 } all ? all : null;
    }

    private static ValueList<Image> Images(JsonElement item, JsonFieldReader reading)
    {
        var files = new List<Rendition>();
        foreach (var name in new[] { "image", "banner_image" })
        {
            if (reading.Line(JsonFieldReader.Property(item, name), name) is { } address)
            {
                files.Add(new Rendition { Url = address });
            }
        }

        foreach (var attachment in reading.List(JsonFieldReader.Property(item, "attachments"), "attachments"))
        {
            if (attachment.ValueKind == JsonValueKind.Object
                && reading.Line(JsonFieldReader.Property(attachment, "url"), "attachments[0].url") is { } address
                && reading.Line(JsonFieldReader.Property(attachment, "mime_type"), "attachments[0].mime_type") is var type
                && PictureFiles.IsPicture(type, address))
            {
                files.Add(new Rendition { Url = address, ContentType = PictureFiles.ContentType(type) });
            }
        }

        return [.. files.Select(file => PictureFiles.Choose([file], null, reading)).OfType<Image>().DistinctBy(image => image.Url)];
    }
}
