namespace NewsApi.Content.Importing;

/// <summary>
/// Compares identifiers by their vocabulary. The vocabulary of an identifier is everything before its last part, for example <c>medtop:</c>
/// in <c>medtop:20000385</c>.
/// </summary>
internal static class Vocabulary
{
    /// <summary>The spellings of IPTC's vocabularies in feeds: the prefix of a qcode, a URL, or a prefix that some system uses.</summary>
    private static readonly string[][] NewsCodes =
    [
        [
            "medtop:", "http://cv.iptc.org/newscodes/mediatopic/", "https://cv.iptc.org/newscodes/mediatopic/", "mediatopic:",
            "mediatopics:",
        ],
        ["subj:", "http://cv.iptc.org/newscodes/subjectcode/", "https://cv.iptc.org/newscodes/subjectcode/"],
    ];

    /// <summary>
    /// True if two identifiers must identify different things, because they are of one vocabulary and not equal. Returns false if the
    /// identifiers are of two vocabularies, or if an identifier is missing: they may then identify the same thing.
    /// </summary>
    public static bool Distinguishes(string? a, string? b) => a is not null && b is not null && a != b && Of(a).SequenceEqual(Of(b));

    /// <summary>Returns an identifier, and its other spellings if it is one of IPTC's NewsCodes.</summary>
    public static IEnumerable<string> Spellings(string identifier)
    {
        foreach (var vocabulary in NewsCodes)
        {
            if (Array.Find(vocabulary, start => identifier.StartsWith(start, StringComparison.Ordinal)) is { } known)
            {
                return vocabulary.Select(start => start + identifier[known.Length..]).OrderByDescending(other => other == identifier);
            }
        }

        return [identifier];
    }

    /// <summary>True if a name is only the identifier or its last part. Such a name is used until an item has a real name.</summary>
    public static bool IsStandIn(string name, string? identifier) =>
        identifier is not null && (name == identifier || LastPart(identifier).SequenceEqual(name));

    private static ReadOnlySpan<char> Of(string uri) => uri.AsSpan(0, uri.AsSpan().TrimEnd('/').LastIndexOfAny(":/#=") + 1);

    private static ReadOnlySpan<char> LastPart(string uri)
    {
        var trimmed = uri.AsSpan().TrimEnd("/#");
        return trimmed[(trimmed.LastIndexOfAny(":/#") + 1)..];
    }
}
