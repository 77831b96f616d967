using System.Text;

namespace NewsApi.Content.Reading;

/// <summary>A text of a row in the results of a search, with the ranges of the found words in this text.</summary>
/// <param name="text">The plain text.</param>
/// <param name="marks">The ranges of the found words, in UTF-16 characters, in the order of the text.</param>
public sealed class SearchMarks(string text, IReadOnlyList<(int Start, int End)> marks)
{
    /// <summary>The HTML before and after a found word.</summary>
    public const string Before = "<mark>", After = "</mark>";

    private const string Ellipsis = "…";

    /// <summary>True if the text has no found word.</summary>
    public bool IsEmpty => marks.Count == 0;

    /// <summary>
    /// Reads the ranges of the found words from a marked copy of the text. The copy has the character <paramref name="before"/> before each
    /// found word, and the character <paramref name="after"/> after it.
    /// </summary>
    /// <param name="marked">
    /// The copy. Without the marks, it must have as many characters as the text. The characters may differ, for example in accents.
    /// </param>
    /// <returns>The text with its ranges. If the number of characters differs, the text without ranges.</returns>
    public static SearchMarks Of(string text, string marked, char before, char after)
    {
        var (source, marks, start) = (text.EnumerateRunes().GetEnumerator(), new List<(int, int)>(), 0);
        var at = 0;
        foreach (var rune in marked.EnumerateRunes())
        {
            if (rune.Value == before)
            {
                start = at;
            }
            else if (rune.Value == after)
            {
                marks.Add((start, at));
            }
            else if (source.MoveNext())
            {
                at += source.Current.Utf16SequenceLength;
            }
            else
            {
                return new(text, []);
            }
        }

        return at == text.Length ? new(text, marks) : new(text, []);
    }

    /// <summary>
    /// Returns the part of the text with the most found words, as HTML. The text is escaped. Each found word is between
    /// <see cref="Before"/> and <see cref="After"/>. An ellipsis marks each end where the text continues. If the text has no found word,
    /// returns the beginning of the text.
    /// </summary>
    /// <param name="maxLength">
    /// The largest number of characters that the snippet takes from the text. Markup and ellipses are not counted.
    /// </param>
    public string ToSnippet(int maxLength)
    {
        var (start, end) = FindRange(maxLength);
        var html = new StringBuilder(start > 0 ? Ellipsis : "");
        var at = start;
        foreach (var (from, to) in marks.Where(m => m.Start >= start && m.End <= end))
        {
            html.Append(Escape(at, from)).Append(Before).Append(Escape(from, to)).Append(After);
            at = to;
        }

        return html.Append(Escape(at, end)).Append(end < text.TrimEnd().Length ? Ellipsis : "").ToString();
    }

    private (int Start, int End) FindRange(int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return (0, text.Length);
        }

        // Each found word begins a range of maxLength characters. Take the range with the most found words, and the first of equal ranges.
        var (best, count) = (0, 0);
        for (int first = 0, last = 0; first < marks.Count; first++)
        {
            last = Math.Max(last, first);
            while (last < marks.Count && marks[last].End - marks[first].Start <= maxLength)
            {
                last++;
            }

            if (last - first > count)
            {
                (best, count) = (first, last - first);
            }
        }

        if (count == 0)
        {
            return (0, EndOfWord(0, maxLength));
        }

        // Half of the remaining length goes to the text before the found words, and half to the text after the found words.
        var (begin, finish) = (marks[best].Start, marks[best + count - 1].End);
        var start = Math.Max(0, Math.Min(begin - ((maxLength - (finish - begin)) / 2), text.Length - maxLength));
        start = start == 0 ? 0 : StartOfWord(start, begin);
        return (start, EndOfWord(finish, start + maxLength));
    }

    /// <summary>
    /// Returns the start of the first word that begins in the range. If no word begins in the range, returns the end of the range.
    /// </summary>
    private int StartOfWord(int from, int to)
    {
        var blank = text.AsSpan(from, to - from).IndexOfAny(' ', '\n');
        var start = blank < 0 ? to : from + blank + 1;
        while (start < to && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary>
    /// Returns the end of the last word that ends in the range. If no word ends in the range, returns the end of the range. The result
    /// never splits a surrogate pair.
    /// </summary>
    private int EndOfWord(int from, int to)
    {
        if (to >= text.Length)
        {
            return text.Length;
        }

        var blank = text.AsSpan(from, to - from + 1).LastIndexOfAny(' ', '\n');
        var end = blank < 0 || (blank == 0 && from == 0) ? to : from + blank;
        var trimmed = from + text.AsSpan(from, end - from).TrimEnd().Length;
        return trimmed > from && char.IsHighSurrogate(text[trimmed - 1]) ? trimmed - 1 : trimmed;
    }

    private string Escape(int from, int to)
    {
        var escaped = new StringBuilder();
        foreach (var character in text.AsSpan(from, to - from))
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\n' => escaped.Append(' '),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
