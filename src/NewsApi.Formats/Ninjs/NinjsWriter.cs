using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// Writes an article as a ninjs 3.1 item. <see cref="NinjsFormat"/> reads the item back to the same article. What ninjs has no property
/// for is written where the reader finds it: a section as a subject that is no topic, a canonical address among the <c>altIds</c>.
/// </summary>
public static class NinjsWriter
{
    /// <summary>
    /// The <c>role</c> among the <c>altIds</c> of what only an export has. ninjs 3.1 allows no further properties, and a <c>value</c> with
    /// any text.
    /// </summary>
    internal const string ExportRole = "newsapi:export";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the item as UTF-8 JSON on one line, without a line end.</summary>
    public static byte[] Write(OutgoingArticle article) => Write(article, null);

    /// <summary>Returns the item with a text under <see cref="ExportRole"/>.</summary>
    internal static byte[] Write(OutgoingArticle article, string? exported)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, article, exported);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, OutgoingArticle article, string? exported)
    {
        var content = article.Content;
        json.WriteStartObject();
        json.WriteStartObject("standard");
        json.WriteString("name", "ninjs");
        json.WriteString("version", "3.1");
        json.WriteString("schema", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json");
        json.WriteEndObject();
        json.WriteString("uri", article.Uri);
        json.WriteString("type", "text");
        NinjsValues.WriteProse(json, "version", article.Version);
        NinjsValues.WriteTime(json, "firstCreated", article.FirstCreated);
        NinjsValues.WriteTime(json, "versionCreated", article.VersionCreated);
        json.WriteString("pubStatus", article.Status switch
        {
            PublishingStatus.Usable => "usable",
            PublishingStatus.Canceled => "canceled",
            _ => "withheld",
        });
        NinjsValues.WriteTime(json, "embargoedUntil", article.EmbargoedUntil);
        NinjsValues.WriteTime(json, "expires", article.Expires);
        if (content.Urgency is { } urgency)
        {
            json.WriteNumber("urgency", urgency);
        }

        NinjsValues.WriteProse(json, "language", content.Language == LanguageTag.Unknown ? null : content.Language);
        WriteTexts(json, content, article.WordCount);
        NinjsValues.WriteProse(json, "by", content.Byline);
        NinjsValues.WriteProse(json, "located", content.Dateline);
        NinjsMentionWriter.Write(json, article.Mentions, content.Section);
        WriteOrigin(json, content);
        WriteIds(json, content.CanonicalUrl, exported);
        NinjsImageWriter.Write(json, content.Images);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, ArticleContent content, int? words)
    {
        NinjsValues.WriteTexts(json, "headlines", ("main", content.Headline), ("kicker", content.Kicker), ("seo", content.SeoTitle));
        NinjsValues.WriteTexts(json, "descriptions", ("summary", content.Summary), ("seo", content.SeoDescription));
        if (content.Body is not { } body)
        {
            return;
        }

        json.WriteStartArray("bodies");
        json.WriteStartObject();
        json.WriteString("role", "main");
        json.WriteString("contentType", "text/html");

        // The reader takes what an element "body" contains for the whole body.
        json.WriteString("value", body.Contains("<body", StringComparison.OrdinalIgnoreCase) ? $"<body>{body}</body>" : body);
        if (words is { } count)
        {
            json.WriteNumber("wordCount", count);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Writes the genre and the sources.</summary>
    private static void WriteOrigin(Utf8JsonWriter json, ArticleContent content)
    {
        if (content.Genre is { } genre)
        {
            json.WriteStartArray("genres");
            json.WriteStartObject();
            NinjsValues.WriteProse(json, "name", genre);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteSources(json, content);
    }

    private static void WriteIds(Utf8JsonWriter json, string? canonical, string? exported)
    {
        if (canonical is null && exported is null)
        {
            return;
        }

        json.WriteStartArray("altIds");
        foreach (var (role, value) in ((string, string?)[])[("canonical", canonical), (ExportRole, exported)])
        {
            if (value is not null)
            {
                json.WriteStartObject();
                json.WriteString("role", role);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter json, ArticleContent content)
    {
        var sources = content.Sources;
        if (content.Source is { } source && NinjsSources.Main(sources) != source)
        {
            sources = [new InformationSource { Name = source, Role = TextRole.MainSource }, .. sources];
        }

        if (sources.Count == 0)
        {
            return;
        }

        json.WriteStartArray("infoSources");
        foreach (var named in sources)
        {
            json.WriteStartObject();
            NinjsValues.WriteProse(json, "name", named.Name);
            NinjsValues.WriteText(json, "role", named.Role);
            NinjsValues.WriteText(json, "uri", named.Uri);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
