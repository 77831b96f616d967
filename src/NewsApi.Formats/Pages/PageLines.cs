using System.Text.RegularExpressions;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Pages;

/// <summary>The lines of a page: a paragraph is one line, also where the text was wrapped.</summary>
internal static partial class PageLines
{
    /// <summary>The length of a line from which on a line that ends without a sentence is taken for a wrapped one.</summary>
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

    /// <summary>A sentence or more: it ends like one and has several words, or it is longer than headlines are.</summary>
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

    /// <returns>The line of the author; null if the line is none.</returns>
    public static string? Byline(string line) => CountWords(line) <= 12 && Author().IsMatch(line) ? line : null;

    [GeneratedRegex("""[.!?…:]["'”’»)\]]*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(By|BY|by|Von|Par|Por|Av|Af|Door|Di)\s+\p{Lu}[^!?]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Author();
}
