namespace NewsApi.Content.Linking;

/// <summary>
/// A set of tokens with one bit for each hash. Most words of a text are excluded by one test, and the bits fit into the processor's cache.
/// A token stays in the set even after all its names were removed.
/// </summary>
internal sealed class TokenFilter
{
    private readonly ulong[] _bits = new ulong[1 << 14];

    public long Bytes => 8L * _bits.Length;

    public bool MayContain(ulong token) => (_bits[(token >> 6) & 0x3FFF] >> (int)(token & 63) & 1) != 0;

    public void Add(ulong token) => _bits[(token >> 6) & 0x3FFF] |= 1UL << (int)(token & 63);
}
