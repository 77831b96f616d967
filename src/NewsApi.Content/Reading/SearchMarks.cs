using System.Text;

namespace NewsApi.Content.Reading;

/// <summary>A text of a row that a search found, and where the words of the search are in it.</summary>
/// <param name="text">The text, plain.</param>
/// <param name="marks">The ranges of the words, in UTF-16 units, in order.</param>
public sealed class SearchMarks(string text, IReadOnlyList<(int Start, int End)> marks)
{
    /// <summary>What stands before and after a word of the search in HTML.</summary>
    public const string Before = "<mark>", After = "</mark>";

    private const string Ellipsis = "…";

    /// <summary>True if no word of the search is in the text.</summary>
    public bool IsEmpty => marks.Count == 0;

    /// <summary>Reads marks out of a copy of the text in which characters stand before and after each word.</summary>
    /// <param name="marked">The copy; it may have other characters in place of the text's, but as many.</param>
    /// <returns>No marks if the copy has another number of characters.</returns>
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
    /// The part of the text with most words of the search, as HTML: escaped, each word between <see cref="Before"/> and
    /// <see cref="After"/>, an ellipsis where the text goes on. Without any word the beginning of the text.
    /// </summary>
    /// <param name="maxLength">The largest number of characters of the text, markup and ellipses not counted.</param>
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

        // The first of the ranges that begin with a word of the search and have most of them.
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

        // What is left of the length stands half before the words and half after them.
        var (begin, finish) = (marks[best].Start, marks[best + count - 1].End);
        var start = Math.Max(0, Math.Min(begin - ((maxLength - (finish - begin)) / 2), text.Length - maxLength));
        start = start == 0 ? 0 : StartOfWord(start, begin);
        return (start, EndOfWord(finish, start + maxLength));
    }

    /// <summary>The start of the first word that begins in a range; the end of the range if none does.</summary>
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

    /// <summary>The end of the last word that ends in a range; the end of the range, between two characters, if none does.</summary>
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
