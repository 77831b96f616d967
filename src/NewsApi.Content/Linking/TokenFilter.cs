namespace NewsApi.Content.Linking;

/// <summary>
/// One bit for each token of a set, by its hash: says at once that most words are not in it, and fits into the processor's cache. A token
/// stays in it when its names are removed.
/// </summary>
internal sealed class TokenFilter
{
    private readonly ulong[] _bits = new ulong[1 << 14];

    public long Bytes => 8L * _bits.Length;

    public bool MayContain(ulong token) => (_bits[(token >> 6) & 0x3FFF] >> (int)(token & 63) & 1) != 0;

    public void Add(ulong token) => _bits[(token >> 6) & 0x3FFF] |= 1UL << (int)(token & 63);
}
