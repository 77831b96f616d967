namespace NewsApi.Content.Importing;

/// <summary>The vocabulary of an identifier: everything before its last part.</summary>
internal static class Vocabulary
{
    /// <summary>IPTC's vocabularies in the ways that feeds write them: the prefix of a qcode, an address, a system's own prefix.</summary>
    private static readonly string[][] NewsCodes =
    [
        [
            "medtop:", "http://cv.iptc.org/newscodes/mediatopic/", "https://cv.iptc.org/newscodes/mediatopic/", "mediatopic:",
            "mediatopics:",
        ],
        ["subj:", "http://cv.iptc.org/newscodes/subjectcode/", "https://cv.iptc.org/newscodes/subjectcode/"],
    ];

    /// <summary>
    /// Whether two identifiers prove that they identify different things: they are of one vocabulary and not equal. Identifiers of two
    /// vocabularies, or a missing identifier, prove nothing.
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

    /// <summary>Whether a name is no name but the identifier or its last part, which stands in until an item brings a name.</summary>
    public static bool IsStandIn(string name, string? identifier) =>
        identifier is not null && (name == identifier || LastPart(identifier).SequenceEqual(name));

    private static ReadOnlySpan<char> Of(string uri) => uri.AsSpan(0, uri.AsSpan().TrimEnd('/').LastIndexOfAny(":/#=") + 1);

    private static ReadOnlySpan<char> LastPart(string uri)
    {
        var trimmed = uri.AsSpan().TrimEnd("/#");
        return trimmed[(trimmed.LastIndexOfAny(":/#") + 1)..];
    }
}
