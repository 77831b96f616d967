using System.Buffers;

namespace NewsApi.Content.Linking;

/// <summary>The tokens of a text, in a rented array; <see cref="TokenReader"/> adds them.</summary>
internal sealed class TextTokens : IDisposable
{
    private TextToken[] _tokens = ArrayPool<TextToken>.Shared.Rent(256);

    public int Count { get; private set; }

    public ReadOnlySpan<TextToken> All => _tokens.AsSpan(0, Count);

    public ref readonly TextToken this[int index] => ref _tokens[index];

    public static TextTokens Of(ReadOnlySpan<char> text)
    {
        var tokens = new TextTokens();
        TokenReader.Read(text, tokens);
        return tokens;
    }

    public void Add(in TextToken token)
    {
        if (Count == _tokens.Length)
        {
            var larger = ArrayPool<TextToken>.Shared.Rent(Count * 2);
            _tokens.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<TextToken>.Shared.Return(_tokens);
            _tokens = larger;
        }

        _tokens[Count++] = token;
    }

    public void Dispose()
    {
        ArrayPool<TextToken>.Shared.Return(_tokens);
        _tokens = [];
        Count = 0;
    }
}
