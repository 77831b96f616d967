namespace NewsApi.Content.Linking;

/// <summary>
/// An approximate set of tokens. The hash of a token selects one bit of about a million, so several tokens can share a bit. One test of a
/// bit excludes most words of a text, and all bits fit into the processor's cache. A token stays in the set even after all names with this
/// token were removed.
/// </summary>
internal sealed class TokenFilter
{
    private readonly ulong[] _bits = new ulong[1 << 14];

    public long Bytes => 8L * _bits.Length;

    public bool MayContain(ulong token) => (_bits[(token >> 6) & 0x3FFF] >> (int)(token & 63) & 1) != 0;

    public void Add(ulong token) => _bits[(token >> 6) & 0x3FFF] |= 1UL << (int)(token & 63);
}
