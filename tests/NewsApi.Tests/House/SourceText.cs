using System.Text;

namespace NewsApi.Tests.House;

/// <summary>A C# file by lines, its code apart from its comments; the contents of strings and characters are left out.</summary>
/// <remarks>
/// A scanner of a screen and not a compiler: what stands in the holes of an interpolated string counts as string, which is enough for
/// rules that a reader checks too.
/// </remarks>
internal sealed class SourceText
{
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _comments = new();

    private SourceText(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            at = (text[at], Next(text, at)) switch
            {
                ('/', '/') => Take(_comments, text, at, LineEnd(text, at)),
                ('/', '*') => Take(_comments, text, at, End(text, at + 2, "*/")),
                ('"', _) => Skip(text, at, StringEnd(text, at)),
                ('\'', _) => Skip(text, at, Escaped(text, at + 1, '\'')),
                _ => Take(_code, text, at, at + 1),
            };
        }
    }

    /// <summary>The code of each line, comments and strings left out.</summary>
    public string[] Code => _code.ToString().Split('\n');

    /// <summary>The comments of each line, documentation included.</summary>
    public string[] Comments => _comments.ToString().Split('\n');

    public static SourceText Of(string file) => new(Repository.Read(file).ReplaceLineEndings("\n"));

    private static char Next(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    private static int End(string text, int at, string mark) => text.IndexOf(mark, at, StringComparison.Ordinal) is var end and >= 0
        ? end + mark.Length : text.Length;

    private static int StringEnd(string text, int at)
    {
        var quotes = 1;
        while (at + quotes < text.Length && text[at + quotes] == '"')
        {
            quotes++;
        }

        return quotes switch
        {
            2 => at + 2,
            >= 3 => End(text, at + quotes, new string('"', quotes)),
            _ when at > 0 && (text[at - 1] == '@' || (at > 1 && text[at - 2] == '@')) => End(text, at + 1, "\""),
            _ => Escaped(text, at + 1, '"'),
        };
    }

    private static int Escaped(string text, int at, char mark)
    {
        while (at < text.Length && text[at] != mark && text[at] != '\n')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at + 1;
    }

    private int Take(StringBuilder into, string text, int from, int to)
    {
        into.Append(text, from, to - from);
        if (into == _code && text[from] == '\n')
        {
            _comments.Append('\n');
        }
        else if (into == _comments)
        {
            _code.Append('\n', text.AsSpan(from, to - from).Count('\n'));
        }

        return to;
    }

    /// <summary>Leaves a string out, but for its quotes and its line ends.</summary>
    private int Skip(string text, int from, int to)
    {
        var end = Math.Min(to, text.Length);
        var lines = text.AsSpan(from, end - from).Count('\n');
        _code.Append("\"\"").Append('\n', lines);
        _comments.Append('\n', lines);
        return end;
    }
}
