using System.Security.Cryptography;
using System.Text;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>The values that a page gives for its article. A value that the page does not give is null; it is not guessed.</summary>
internal sealed record Page
{
    private static readonly ImportWarning Undated = new(
        "published",
        "The page gives no date of publication, so a new article is a draft until an editor publishes it. --published DATE gives one.");

    /// <summary>The address of the page, as the page itself gives it.</summary>
    public string? Uri { get; init; }

    public string? Headline { get; init; }

    public string? Kicker { get; init; }

    public string? Summary { get; init; }

    public string? Byline { get; init; }

    public string? Dateline { get; init; }

    /// <summary>The agency or publisher that the page names.</summary>
    public string? Source { get; init; }

    public string? Section { get; init; }

    public string? Language { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>
    /// The time at which the article was changed, as its publisher declares it. It is never the time at which the page was generated.
    /// </summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The body as HTML; null if no text of an article was found.</summary>
    public string? Body { get; init; }

    /// <summary>True if the body was made from plain text.</summary>
    public bool BodyIsTrusted { get; init; }

    public ValueList<Image> Images { get; init; } = [];

    /// <summary>Notes that tell which lines gave the values, and which lines and values were left out.</summary>
    public ValueList<ImportWarning> Notes { get; init; } = [];

    public Incoming ToIncoming(ParsedDocument document)
    {
        if (Headline is null || Body is null)
        {
            var missing = Headline is null ? "headline" : "text of an article";
            return new RejectedItem(document.Origin, $"No {missing} was found on the page.") { Warnings = Notes };
        }

        return new IncomingArticle(document.Origin)
        {
            Uri = Uri is { Length: <= Bounds.Uri } uri ? uri : MakeUri(),
            FirstCreated = Published,
            VersionCreated = Modified ?? Published,
            IsUndated = Published is null,
            Content = new ArticleContent
            {
                Headline = Headline,
                Kicker = Kicker,
                Summary = Summary,
                Byline = Byline,
                Dateline = Dateline,
                Language = Language ?? LanguageTag.Unknown,
                Body = Body,
                Section = Section,
                Source = Source,
                CanonicalUrl = Uri is { } address && WebAddress.IsValid(address) ? address : null,
                Images = Images,
            },
            BodyIsTrusted = BodyIsTrusted,
            Format = "page",
            Document = document.Text,
            Warnings = Published is null
                ? [.. Notes, Undated]
                : Notes,
        };
    }

    /// <summary>
    /// Makes a URI from the headline and the text, for a page without an address. So the same page gets the same URI even if it is imported
    /// again from another file.
    /// </summary>
    private string MakeUri()
    {
        var content = Encoding.UTF8.GetBytes($"{Headline}\n{Dateline}\n{Body}");
        return $"urn:newsapi:page:{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}";
    }
}
