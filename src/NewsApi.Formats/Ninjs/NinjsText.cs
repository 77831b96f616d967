using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>A headline, description or body of an item. Its role and media type are in lower case.</summary>
internal readonly record struct NinjsText(string? Role, string? ContentType, string Value)
{
    /// <summary>
    /// True if the text is HTML. In 1.x and in some feeds, the media type of HTML is not <c>text/html</c>, but <c>html</c>, <c>xhtml</c> or
    /// <c>body_xhtml</c>. A text without a media type is HTML if it begins with a usual HTML tag, such as <c>&lt;p&gt;</c>.
    /// </summary>
    public bool IsHtml => ContentType is { } type ? type.Contains("html", StringComparison.Ordinal) : LooksLikeHtml(Value);

    public bool IsXml => !IsHtml && ContentType is { } type
        && (type.Contains("xml", StringComparison.Ordinal) || type.Contains("nitf", StringComparison.Ordinal));

    /// <summary>The text on one line, with character references decoded.</summary>
    public string? Line => IsHtml ? PlainText.OfHtml(Value) : PlainText.Decoded(PlainText.OneLine(Value));

    private static readonly string[] Tags =
    [
        "<p>", "<p ", "<div", "<html", "<!doctype html", "<body", "<article", "<section", "<h1", "<h2", "<ul", "<blockquote", "<figure",
    ];

    private static bool LooksLikeHtml(string value)
    {
        var start = value.AsSpan().TrimStart();
        foreach (var tag in Tags)
        {
            if (start.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
