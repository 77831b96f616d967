using System.Buffers;

namespace NewsApi.Content.Linking;

/// <summary>The text of one item as tokens: headline, summary, dateline and body. Each part begins on a new line.</summary>
internal sealed class ItemText : IDisposable
{
    private const int FewWords = 25;
    private const int LongestAbbreviation = 4;

    private readonly LineCase[] _cases;

    public ItemText(LinkInput input)
    {
        Text = string.Concat($"{input.Headline}\n\n{input.Summary}\n\n", input.Dateline, "\n\n", input.Text);
        BodyStart = Text.Length - (input.Text?.Length ?? 0);
        DatelineStart = BodyStart - 2 - (input.Dateline?.Length ?? 0);
        HeadlineEnd = input.Headline.Length;
        Tokens = TextTokens.Of(Text);
        _cases = ArrayPool<LineCase>.Shared.Rent(Math.Max(Tokens.Count, 1));
        ReadCases();
    }

    public string Text { get; }

    public TextTokens Tokens { get; }

    /// <summary>The end of the headline in <see cref="Text"/>, in UTF-16 units.</summary>
    public int HeadlineEnd { get; }

    /// <summary>The start of the dateline in <see cref="Text"/>, in UTF-16 units.</summary>
    public int DatelineStart { get; }

    /// <summary>The start of the body in <see cref="Text"/>, in UTF-16 units.</summary>
    public int BodyStart { get; }

    public LineCase CaseOf(int token) => _cases[token];

    /// <summary>Whether the token has a capital in a line where most words have small letters.</summary>
    public bool IsNameLike(int token) => Tokens[token].IsCapital && _cases[token] == LineCase.Sentence;

    public bool IsInHeadline(int token) => Tokens[token].Start < HeadlineEnd;

    public bool IsInDateline(int token) => Tokens[token].Start >= DatelineStart && Tokens[token].Start < BodyStart;

    public bool IsInBody(int token) => Tokens[token].Start >= BodyStart;

    /// <summary>Whether the token begins a sentence. A capital at the beginning of a sentence is no evidence for a name.</summary>
    public bool BeginsSentence(int token)
    {
        ref readonly var it = ref Tokens[token];
        if (token == 0 || it.EndsName)
        {
            return true;
        }

        return EndsSentence(token);
    }

    /// <summary>Whether the full stop before the token ends a sentence, and does not belong to an abbreviation.</summary>
    public bool EndsSentence(int token)
    {
        ref readonly var it = ref Tokens[token];
        if ((it.Gap & (Gap.Dot | Gap.Space)) != (Gap.Dot | Gap.Space))
        {
            return false;
        }

        ref readonly var before = ref Tokens[token - 1];
        return !before.IsInitial && !(before.IsCapital && before.Length <= LongestAbbreviation && Words.Is(
            before.Hash, WordKinds.Title | WordKinds.Direction | WordKinds.Calendar | WordKinds.Suffix));
    }

    public void Dispose()
    {
        ArrayPool<LineCase>.Shared.Return(_cases);
        Tokens.Dispose();
    }

    private void ReadCases()
    {
        for (var start = 0; start < Tokens.Count;)
        {
            var end = start + 1;
            while (end < Tokens.Count && (Tokens[end].Gap & Gap.Line) == 0)
            {
                end++;
            }

            _cases.AsSpan(start, end - start).Fill(CaseOfLine(Tokens.All[start..end]));
            start = end;
        }
    }

    private static LineCase CaseOfLine(ReadOnlySpan<TextToken> line)
    {
        var (small, content, capital, upper) = (0, 0, 0, 0);
        foreach (ref readonly var token in line)
        {
            upper += token.Shape == TokenShape.Upper ? 1 : 0;
            capital += token.IsCapital ? 1 : 0;
            if (token.Shape == TokenShape.Lower)
            {
                small++;
                content += content > 0 || Words.Is(token.Hash, WordKinds.Function) || token.Length == 1 ? 0 : 1;
            }
        }

        return upper >= 2 && small == 0 && upper * 2 > line.Length ? LineCase.Capitals
            : content == 0 && capital >= 3 && line.Length <= FewWords ? LineCase.Title
            : LineCase.Sentence;
    }
}
