using System.Text.RegularExpressions;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>The lines of a page. A paragraph is one line, even if its text was wrapped.</summary>
internal static partial class PageLines
{
    /// <summary>
    /// The smallest length of a wrapped line. If all lines of a block but the last have at least this length, they are joined.
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
    /// Returns true if the line is at least a sentence: it ends like a sentence and has several words, or it is longer than a headline.
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

    /// <returns>The line if it names the author; otherwise null.</returns>
    public static string? Byline(string line) => CountWords(line) <= 12 && Author().IsMatch(line) ? line : null;

    [GeneratedRegex("""[.!?…:]["'”’»)\]]*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(By|BY|by|Von|Par|Por|Av|Af|Door|Di)\s+\p{Lu}[^!?]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Author();
}
