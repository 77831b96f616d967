using System.Text.RegularExpressions;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>Splits the text of a page into lines. A paragraph becomes one line, even if its text was wrapped.</summary>
internal static partial class PageLines
{
    /// <summary>
    /// The smallest length of a wrapped line, in characters. A block is a group of lines without a blank line between them. The lines of a
    /// block are joined if each line except the last has a length between <see cref="WrappedFrom"/> and <see cref="WrappedTo"/>.
    /// </summary>
    private const int WrappedFrom = 45;

    private const int WrappedTo = 100;

    public static List<string> Of(string text)
    {
        var lines = new List<string>();
        var block = new List<string>();
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (PlainText.OneLine(raw) is { } line)
            {
                block.Add(line);
                continue;
            }

            if (block.Count > 1 && block.SkipLast(1).All(l => l.Length is >= WrappedFrom and <= WrappedTo))
            {
                lines.Add(string.Join(' ', block));
            }
            else
            {
                lines.AddRange(block);
            }

            block.Clear();
        }

        return lines;
    }

    public static int CountWords(string line) => line.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));

    /// <summary>
    /// Returns true if the line is a paragraph. A paragraph has more than 25 words, or has at least five words and ends like a sentence.
    /// </summary>
    public static bool IsParagraph(string line)
    {
        var words = CountWords(line);
        return words > 25 || (words >= 5 && EndsSentence(line));
    }

    public static bool EndsSentence(string line) => SentenceEnd().IsMatch(line);

    public static bool IsLongParagraph(string line) => CountWords(line) > 25;

    public static bool IsAddress(string line) =>
        line.StartsWith("http", StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal)
        && Uri.TryCreate(line, UriKind.Absolute, out _);

    /// <returns>The line if it names the author; null otherwise.</returns>
    public static string? Byline(string line) => CountWords(line) <= 12 && Author().IsMatch(line) ? line : null;

    [GeneratedRegex("""[.!?…:]["'”’»)\]]*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(By|BY|by|Von|Par|Por|Av|Af|Door|Di)\s+\p{Lu}[^!?]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Author();
}
