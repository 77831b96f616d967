namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Compares text by code point, like PostgreSQL's collation "C" for UTF-8. An ordinal comparison of UTF-16 would sort the code points after
/// U+FFFF before U+E000.
/// </summary>
internal static class CodePointOrder
{
    public static int Compare(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length.CompareTo(b.Length) : Rank(a[same]).CompareTo(Rank(b[same]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
