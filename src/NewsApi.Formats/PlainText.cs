using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsApi.Formats;

/// <summary>Plain text out of what feeds write, and HTML out of plain text.</summary>
internal static partial class PlainText
{
    /// <summary>On one line: white space and control characters become one space.</summary>
    /// <returns>Null where nothing is left.</returns>
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

    /// <summary>The text of a piece of HTML, on one line.</summary>
    public static string? OfHtml(string? html) => html is null ? null : OneLine(WebUtility.HtmlDecode(Tag().Replace(html, " ")));

    /// <summary>
    /// Paragraphs as HTML: at blank lines, or at every line where there are none. Several lines in a paragraph keep their breaks;
    /// lines set in columns by runs of spaces (results, prices) keep their spaces too.
    /// </summary>
    public static string? ToHtml(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first < 0)
        {
            return null;
        }

        var html = new StringBuilder(text.Length + 128);
        var body = lines.AsSpan(first..(last + 1));
        var apart = false;
        foreach (var line in body)
        {
            apart |= string.IsNullOrWhiteSpace(line);
        }

        while (!body.IsEmpty)
        {
            var length = 1;
            while (apart && length < body.Length && !string.IsNullOrWhiteSpace(body[length]))
            {
                length++;
            }

            Paragraph(html, body[..length]);
            body = body[length..];
            while (!body.IsEmpty && string.IsNullOrWhiteSpace(body[0]))
            {
                body = body[1..];
            }
        }

        return html.ToString();
    }

    /// <summary>For a message.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[59]) ? 59 : 60)}…";

    private static void Paragraph(StringBuilder html, ReadOnlySpan<string> lines)
    {
        var columns = lines.Length > 1 && IsInColumns(lines);
        var (open, between, close) = columns ? ("<pre>", "\n", "</pre>") : ("<p>", "<br>", "</p>");
        html.Append(html.Length == 0 ? "" : "\n").Append(open);
        for (var i = 0; i < lines.Length; i++)
        {
            html.Append(i == 0 ? "" : between);
            Escape(html, columns ? lines[i].AsSpan().TrimEnd() : lines[i].AsSpan().Trim());
        }

        html.Append(close);
    }

    private static bool IsInColumns(ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.AsSpan().Trim().Contains("   ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                // Control characters are no text; HTML forbids them.
                '\t' => html.Append('\t'),
                _ when char.IsControl(character) => html,
                _ => html.Append(character),
            };
        }
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
