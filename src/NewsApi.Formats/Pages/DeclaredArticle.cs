using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>The article that a page declares in JSON-LD (schema.org). All its values are null if the page declares none.</summary>
internal sealed class DeclaredArticle : IDisposable
{
    private static readonly string[] Types =
        ["Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting"];

    private readonly JsonDocument? _document;
    private readonly JsonElement _article;

    private DeclaredArticle(JsonDocument? document, JsonElement article) => (_document, _article) = (document, article);

    public static DeclaredArticle Find(IDocument page)
    {
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            var document = JsonInput.Parse(Encoding.UTF8.GetBytes(script.TextContent.Trim()), out _);
            if (document is not null && ArticleIn(document.RootElement, 0) is { } article)
            {
                return new DeclaredArticle(document, article);
            }

            document?.Dispose();
        }

        return new DeclaredArticle(null, default);
    }

    public void Dispose() => _document?.Dispose();

    /// <summary>Returns a text; the first one if the value is a list.</summary>
    /// <param name="lines">True to keep the line breaks of the text.</param>
    public string? Text(string name, bool lines = false) => First(name) is { ValueKind: JsonValueKind.String } text
        ? lines ? text.GetString() : PlainText.Decoded(PlainText.OneLine(text.GetString()))
        : null;

    /// <summary>Returns the names of people or organisations, separated by commas.</summary>
    public string? Names(string name)
    {
        var names = Values(Property(name)).Select(NameOf).OfType<string>();
        return string.Join(", ", names) is { Length: > 0 } all ? all : null;
    }

    /// <summary>Returns an address. If the value is an object, the address is its <c>url</c> or <c>@id</c>.</summary>
    public string? Address(string name) => First(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } thing => TextOf(thing, "url") ?? TextOf(thing, "@id"),
        _ => null,
    };

    private static JsonElement? ArticleIn(JsonElement value, int depth)
    {
        if (depth > 4)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object && Values(JsonFieldReader.Property(value, "@type")).Any(IsArticle))
        {
            return value;
        }

        var inner = value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().AsEnumerable(),
            JsonValueKind.Object => Values(JsonFieldReader.Property(value, "@graph")),
            _ => [],
        };
        return inner.Select(element => ArticleIn(element, depth + 1)).FirstOrDefault(found => found is not null);
    }

    private static bool IsArticle(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString(), StringComparer.Ordinal);

    private static IEnumerable<JsonElement> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray(),
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        _ => [value],
    };

    private static string? NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => PlainText.Decoded(PlainText.OneLine(value.GetString())),
        JsonValueKind.Object => PlainText.Decoded(PlainText.OneLine(TextOf(value, "name"))),
        _ => null,
    };

    private static string? TextOf(JsonElement thing, string name) =>
        JsonFieldReader.Property(thing, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private JsonElement Property(string name) =>
        _article.ValueKind == JsonValueKind.Object ? JsonFieldReader.Property(_article, name) : default;

    private JsonElement First(string name) => Values(Property(name)).FirstOrDefault();
}
