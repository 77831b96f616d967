using System.Buffers;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsApi.Formats.Text;

/// <summary>Converts text and HTML of feeds to plain text, and converts plain text to HTML.</summary>
internal static partial class PlainText
{
    /// <summary>
    /// Returns the text on one line. Each run of white space and control characters becomes one space. A run at the start or the end of the
    /// text is removed.
    /// </summary>
    /// <returns>The line; null if it would be empty.</returns>
    public static string? OneLine(string? text)
    {
        if (text is null || IsOneLine(text))
        {
            return text is "" ? null : text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.Length == 0 ? null : line.ToString().TrimEnd();
    }

    private static bool IsOneLine(string text)
    {
        var spaceBefore = true;
        foreach (var character in text)
        {
            var space = char.IsWhiteSpace(character) || char.IsControl(character);
            if (space && (spaceBefore || character != ' '))
            {
                return false;
            }

            spaceBefore = space;
        }

        return text.Length == 0 || !spaceBefore;
    }

    /// <summary>
    /// Returns a line with its character references decoded once. Many systems copy HTML, such as <c>Marks &amp;amp; Spencer</c>, into a
    /// field of plain text without decoding it.
    /// </summary>
    public static string? Decoded(string? line) =>
        line is null || !line.Contains('&', StringComparison.Ordinal) ? line : OneLine(WebUtility.HtmlDecode(line));

    /// <summary>Returns the text of HTML on one line.</summary>
    public static string? OfHtml(string? html) => html is null ? null : OneLine(WebUtility.HtmlDecode(Tag().Replace(html, " ")));

    /// <summary>Removes a heading at the start of HTML if it repeats one of the titles.</summary>
    public static string WithoutTitle(string html, params IEnumerable<string?> titles)
    {
        var heading = LeadingHeading().Match(html);
        return heading.Success && OfHtml(heading.Groups["title"].Value) is { } title
            && titles.Contains(title, StringComparer.OrdinalIgnoreCase)
            ? heading.Groups["before"].Value + html[heading.Length..].TrimStart()
            : html;
    }

    /// <summary>
    /// Converts plain text to HTML paragraphs. Blank lines separate paragraphs. In a text without blank lines, every line is a paragraph.
    /// Lines within a paragraph keep their line breaks. Lines that spaces align in columns (results, prices) also keep their spaces.
    /// </summary>
    public static string? ToHtml(string text)
    {
        var lines = Lines(text);
        var last = lines.FindLastIndex(line => !line.IsEmpty);
        if (last < 0)
        {
            return null;
        }

        var html = new StringBuilder(text.Length + (text.Length / 8) + 32);
        var apart = lines.FindIndex(lines.FindIndex(line => !line.IsEmpty), line => line.IsEmpty) is >= 0 and var blank && blank < last;
        for (var start = 0; start <= last;)
        {
            var end = start + 1;
            while (apart && !lines[start].IsEmpty && end <= last && !lines[end].IsEmpty)
            {
                end++;
            }

            if (!lines[start].IsEmpty)
            {
                Paragraph(html, CollectionsMarshal.AsSpan(lines)[start..end]);
            }

            start = end;
        }

        return html.ToString();
    }

    /// <summary>Splits a text into lines. Removes the white space at the end of each line.</summary>
    private static List<ReadOnlyMemory<char>> Lines(string text)
    {
        var lines = new List<ReadOnlyMemory<char>>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            lines.Add(text.AsMemory(range).TrimEnd());
        }

        return lines;
    }

    /// <summary>Shortens a text for a message.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[59]) ? 59 : 60)}…";

    private static void Paragraph(StringBuilder html, ReadOnlySpan<ReadOnlyMemory<char>> lines)
    {
        var columns = lines.Length > 1 && IsInColumns(lines);
        var (open, between, close) = columns ? ("<pre>", "\n", "</pre>") : ("<p>", "<br>", "</p>");
        html.Append(html.Length == 0 ? "" : "\n").Append(open);
        for (var i = 0; i < lines.Length; i++)
        {
            html.Append(i == 0 ? "" : between);
            Escape(html, columns ? lines[i].Span : lines[i].Span.TrimStart());
        }

        html.Append(close);
    }

    /// <summary>Escapes text for HTML.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        Escape(html, text);
        return html.ToString();
    }

    private static bool IsInColumns(ReadOnlySpan<ReadOnlyMemory<char>> lines)
    {
        foreach (var line in lines)
        {
            if (line.Span.TrimStart().Contains("   ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(Special); special >= 0; special = text.IndexOfAny(Special))
        {
            // HTML forbids control characters.
            html.Append(text[..special]).Append(text[special] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => " ",
            });
            text = text[(special + 1)..];
        }

        html.Append(text);
    }

    private static readonly SearchValues<char> Special = SearchValues.Create(
        ['&', '<', '>', .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c != '\t')]);

    [GeneratedRegex(
        @"\A(?<before>(\s*<(article|section|main|header|div)\b[^>]*>)*)\s*<h[12]\b[^>]*>(?<title>.*?)</h[12]>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex LeadingHeading();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
