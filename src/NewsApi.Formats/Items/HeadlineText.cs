using NewsApi.Formats.Text;

namespace NewsApi.Formats.Items;

/// <summary>Makes a headline for an item that has none.</summary>
internal static class HeadlineText
{
    /// <summary>The largest length of a headline that is made from a text, in UTF-16 units.</summary>
    private const int MaxLength = 100;

    /// <summary>Returns the start of the body as a headline, with a warning; null if the body has no text.</summary>
    public static string? FromBody(string? html, ItemProblems problems)
    {
        // The start of the body is enough, and the text of a body may have many megabytes.
        if (PlainText.OfHtml(html?[..Math.Min(html.Length, 4_000)]) is not { } text)
        {
            return null;
        }

        problems.Warn("headline", "The item has no headline; the start of its text was taken.");
        if (text.Length <= MaxLength)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', MaxLength);
        end = end < MaxLength / 2 ? MaxLength : end;
        return $"{text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd(' ', ',', ';', ':')}…";
    }
}
