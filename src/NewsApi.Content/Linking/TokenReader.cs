using System.Text;

namespace NewsApi.Content.Linking;

/// <summary>Splits a text into tokens in one pass, and hashes the folded letters of each token.</summary>
internal ref struct TokenReader
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private ulong _hash;
    private int _upper;
    private int _lower;
    private int _digits;

    private TokenReader(ReadOnlySpan<char> text) => _text = text;

    public static void Read(ReadOnlySpan<char> text, TextTokens into)
    {
        var reader = new TokenReader(text);
        while (true)
        {
            var gap = reader.SkipGap();
            if (reader._at == text.Length)
            {
                return;
            }

            var start = reader._at;
            var script = reader.ReadToken();
            into.Add(new TextToken(Mix(reader._hash), start, reader._at, reader.Shape(), gap, script));
        }
    }

    /// <summary>Returns the hash of one word. It equals the hash of the word's token in a text.</summary>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        using var tokens = TextTokens.Of(word);
        return tokens.Count == 1 ? tokens[0].Hash : throw new ArgumentException($"'{word}' is not one word.", nameof(word));
    }

    private static ulong Mix(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    private Gap SkipGap()
    {
        var (start, gap) = (_at, Gap.None);
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (char.IsAsciiLetterOrDigit(c) || (c >= 0x80 && IsLetterAt(_at)))
            {
                break;
            }

            gap |= GapOf(c);
            _at++;
        }

        // An apostrophe beside a space is a quotation mark. A hyphen beside a space is a dash.
        return _at - start > 1 && (gap & Gap.Space) != 0 && (gap & (Gap.Apostrophe | Gap.Hyphen)) != 0 ? gap | Gap.Break : gap;
    }

    private static Gap GapOf(char c) => c switch
    {
        ' ' or '\t' or '\u00A0' or '\u202F' or '\u2009' => Gap.Space,
        '-' or '\u2010' or '\u2011' or '\u00AD' or '\u30FB' => Gap.Hyphen,
        '.' or '\u00B7' => Gap.Dot,
        ',' or '\u060C' or '\u3001' or '\uFF0C' => Gap.Comma,
        '\'' or '\u2019' or '\u02BC' or '`' => Gap.Apostrophe,
        '/' or '&' => Gap.Join,
        '\n' or '\r' or '\u2028' or '\u2029' => Gap.Line,
        _ when Letters.IsIgnored(c) => Gap.None,
        _ => Gap.Break,
    };

    private readonly bool IsLetterAt(int at) =>
        Rune.DecodeFromUtf16(_text[at..], out var rune, out _) == System.Buffers.OperationStatus.Done && Rune.IsLetterOrDigit(rune);

    private TokenScript ReadToken()
    {
        (_hash, _upper, _lower, _digits) = (Seed, 0, 0, 0);
        var script = TokenScript.Spaced;
        for (var first = true; _at < _text.Length; first = false)
        {
            var c = _text[_at];
            if (c < 0x80)
            {
                if (!char.IsAsciiLetterOrDigit(c) || (!first && script != TokenScript.Spaced))
                {
                    break;
                }

                _at++;
                AddAscii(c);
                continue;
            }

            if (Rune.DecodeFromUtf16(_text[_at..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                break;
            }

            var isMark = Letters.IsMark(rune);
            if (!isMark && !Rune.IsLetterOrDigit(rune))
            {
                break;
            }

            var its = Letters.ScriptOf(rune.Value);
            if (!first && !isMark && (its != script || its is TokenScript.Unspaced or TokenScript.Hangul))
            {
                break;
            }

            script = first ? its : script;
            _at += length;
            AddOther(rune, isMark);
        }

        return script;
    }

    private void AddAscii(char c)
    {
        if (c >= 'a')
        {
            _lower++;
        }
        else if (c >= 'A')
        {
            _upper++;
            c |= ' ';
        }
        else
        {
            _digits++;
        }

        _hash = (_hash ^ c) * Prime;
    }

    private void AddOther(Rune rune, bool isMark)
    {
        if (!isMark)
        {
            _upper += Rune.IsUpper(rune) ? 1 : 0;
            _lower += Rune.IsLower(rune) ? 1 : 0;
        }

        if (Letters.Fold(rune, out var single) is { } letters)
        {
            foreach (var letter in letters)
            {
                _hash = (_hash ^ letter) * Prime;
            }
        }
        else if (single != 0)
        {
            _hash = (_hash ^ (uint)single) * Prime;
        }
    }

    private readonly TokenShape Shape()
    {
        if (_upper + _lower == 0)
        {
            return _digits > 0 ? TokenShape.Number : TokenShape.Caseless;
        }

        return _upper == 0 ? TokenShape.Lower : _lower == 0 && _upper > 1 ? TokenShape.Upper : TokenShape.Capital;
    }
}
