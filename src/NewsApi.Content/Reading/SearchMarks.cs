using System.Text;

namespace NewsApi.Content.Reading;

/// <summary>A text of a row that a search found, with the ranges of the words that the search found in the text.</summary>
/// <param name="text">The plain text.</param>
/// <param name="marks">The ranges of the found words, in UTF-16 characters, in order.</param>
public sealed class SearchMarks(string text, IReadOnlyList<(int Start, int End)> marks)
{
    /// <summary>The HTML before and after a found word.</summary>
    public const string Before = "<mark>", After = "</mark>";

    private const string Ellipsis = "…";

    /// <summary>True if no word of the search is in the text.</summary>
    public bool IsEmpty => marks.Count == 0;

    /// <summary>
    /// Finds the ranges of the found words in a copy of the text that has one character before each found word and another after it.
    /// </summary>
    /// <param name="marked">The copy. Its characters may differ from those of the text, but their number is the same.</param>
    /// <returns>The text without ranges if the copy has another number of characters.</returns>
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
    /// Returns the part of the text with the most found words, as HTML. The text is escaped, each found word is between
    /// <see cref="Before"/> and <see cref="After"/>, and there is an ellipsis where the text goes on. Without a found word, returns the
    /// beginning of the text.
    /// </summary>
    /// <param name="maxLength">The greatest number of characters of the text; markup and ellipses are not counted.</param>
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

        // Each found word begins a range of maxLength characters. Of these ranges, take the first with the most found words.
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

        // The rest of maxLength is divided between the text before the found words and the text after them.
        var (begin, finish) = (marks[best].Start, marks[best + count - 1].End);
        var start = Math.Max(0, Math.Min(begin - ((maxLength - (finish - begin)) / 2), text.Length - maxLength));
        start = start == 0 ? 0 : StartOfWord(start, begin);
        return (start, EndOfWord(finish, start + maxLength));
    }

    /// <summary>Returns the start of the first word that begins in the range; the end of the range if no word begins in it.</summary>
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
    /// Returns the end of the last word that ends in the range. If no word ends in it, returns the end of the range, but does not split a
    /// surrogate pair.
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
