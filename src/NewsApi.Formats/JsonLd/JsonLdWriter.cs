using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.JsonLd;

/// <summary>
/// Writes JSON-LD in the vocabulary of schema.org: <c>NewsArticle</c>, <c>Person</c>, <c>Place</c>, and <c>DefinedTerm</c> for a topic.
/// A page can have it as it is in an element <c>script</c>.
/// </summary>
public static partial class JsonLdWriter
{
    private const string Context = "https://schema.org";

    /// <summary>Returns an article as UTF-8.</summary>
    public static byte[] Write(OutgoingArticle article, SiteAddresses site) => JsonOutput.Write(json =>
    {
        var content = article.Content;
        var page = site.OfArticle(article.Slug, content.CanonicalUrl);
        json.WriteStartObject();
        json.WriteString("@context", Context);
        json.WriteString("@type", "NewsArticle");
        json.WriteText("@id", page ?? ToAddress(article.Uri));
        json.WriteString("identifier", article.Uri);
        json.WriteText("url", page);
        json.WriteText("mainEntityOfPage", page);
        json.WriteText("isBasedOn", content.CanonicalUrl == page ? null : content.CanonicalUrl);
        json.WriteString("headline", content.Headline);
        json.WriteText("alternativeHeadline", content.SeoTitle);
        json.WriteText("description", content.SeoDescription ?? content.Summary);
        json.WriteText("datePublished", article.FirstCreated is { } published ? Rfc3339.Format(published) : null);
        json.WriteText("dateModified", article.VersionCreated is { } changed ? Rfc3339.Format(changed) : null);
        json.WriteText("expires", article.Expires is { } expires ? Rfc3339.Format(expires) : null);
        json.WriteText("inLanguage", content.Language == LanguageTag.Unknown ? null : content.Language);
        json.WriteText("articleSection", content.Section);
        json.WriteText("genre", content.Genre);
        json.WriteText("dateline", content.Dateline);
        json.WriteWhole("wordCount", article.WordCount);
        WriteAuthors(json, content, site);
        WriteOrganisation(json, "publisher", site.Name);
        WriteImages(json, content);
        WriteMentions(json, "about", article, MentionRelation.About, site);
        WriteMentions(json, "mentions", article, MentionRelation.Mentions, site);
        WriteMentions(json, "contentLocation", article, MentionRelation.Located, site);
        json.WriteEndObject();
    });

    /// <summary>Returns a person, place or topic as UTF-8.</summary>
    public static byte[] Write(OutgoingEntity entity, SiteAddresses site) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("@context", Context);
        JsonLdEntity.Write(json, entity, site);
        json.WriteEndObject();
    });

    /// <summary>Returns an identity if it is an absolute address, as JSON-LD demands of an <c>@id</c>; otherwise null.</summary>
    internal static string? ToAddress(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var address) && !address.IsFile ? address.AbsoluteUri : null;

    /// <summary>
    /// Writes the authors. Search engines demand an author. Without a byline the source is the author, and without a source the site is.
    /// </summary>
    private static void WriteAuthors(Utf8JsonWriter json, ArticleContent content, SiteAddresses site)
    {
        if (content.Byline is not { } byline)
        {
            WriteOrganisation(json, "author", content.Source ?? site.Name);
            return;
        }

        json.WriteStartArray("author");
        foreach (var name in Joint().Split(Preposition().Replace(byline, "")).Where(name => name.Length > 0))
        {
            json.WriteStartObject();
            json.WriteString("@type", "Person");
            json.WriteString("name", name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOrganisation(Utf8JsonWriter json, string property, string name)
    {
        json.WriteStartObject(property);
        json.WriteString("@type", "Organization");
        json.WriteString("name", name);
        json.WriteEndObject();
    }

    private static void WriteImages(Utf8JsonWriter json, ArticleContent content)
    {
        if (content.Images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("image");
        foreach (var image in content.Images)
        {
            json.WriteStartObject();
            json.WriteString("@type", "ImageObject");
            json.WriteString("url", image.Url);
            json.WriteText("caption", image.Caption);
            json.WriteText("creditText", image.Credit);
            json.WriteText("encodingFormat", image.ContentType);
            json.WriteWhole("width", image.Width);
            json.WriteWhole("height", image.Height);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMentions(
        Utf8JsonWriter json, string property, OutgoingArticle article, MentionRelation relation, SiteAddresses site)
    {
        // Only a place has a location.
        OutgoingMention[] related = [.. article.Mentions.Where(mention =>
            (mention.Relation == MentionRelation.Located && mention.Entity.Kind != EntityKind.Place ? MentionRelation.Mentions
                : mention.Relation) == relation)];
        if (related.Length == 0)
        {
            return;
        }

        json.WriteStartArray(property);
        foreach (var mention in related)
        {
            json.WriteStartObject();
            JsonLdEntity.Write(json, mention.Entity, site);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // An author's name is without the word before it, as search engines demand.
    [GeneratedRegex(@"^\s*(by|von|par|por|av|af|di|door)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Preposition();

    [GeneratedRegex(@"\s*,\s*|\s+(?:and|und|et|y|och|og|e|en)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
