namespace NewsApi.Content.Linking;

/// <summary>Finds the parts of a person's name.</summary>
internal static class PersonName
{
    // These titles stay in the name, because often only a first name follows: "King Fahd".
    private static readonly string[] PartOfName =
        ["king", "queen", "pope", "prince", "princess", "lord", "lady", "sultan", "emperor", "saint", "don"];

    /// <summary>Removes the titles before the name: returns "Reagan" for "President Reagan".</summary>
    public static string WithoutTitles(string name)
    {
        while (name.IndexOf(' ', StringComparison.Ordinal) is var end and > 0
            && IsTitle(name.AsSpan(0, end)) && name.AsSpan(end).Trim() is { Length: > 2 } rest && char.IsUpper(rest[0]))
        {
            name = name[(end + 1)..].TrimStart();
        }

        return name;
    }

    /// <summary>Removes initials and "Jr." from the name. Returns null if the name has none, or if only one word would remain.</summary>
    public static string? WithoutInitials(string name)
    {
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] kept = [.. parts.Where((part, i) => !IsInitials(part) && !(i > 1 && IsSuffix(part)))];
        return kept.Length >= 2 && kept.Length < parts.Length ? string.Join(' ', kept).TrimEnd(',') : null;
    }

    /// <summary>
    /// Returns the hashes of the tokens of the surname; empty if no surname is known. <c>Other</c> is the hash of the first word if the
    /// first word may be the surname instead, as in "Deng Xiaoping". Otherwise <c>Other</c> is 0.
    /// </summary>
    public static (ulong[] Surname, ulong Other) Surname(NamedEntity person)
    {
        // "Louis IX, Landgrave of Hesse-Darmstadt" has no surname.
        using var name = TextTokens.Of(WithoutTitles(person.Name.Split(',')[0]));
        if (person.Surname is { } declared)
        {
            using var tokens = TextTokens.Of(declared);
            return (WithoutParticles(tokens.All), 0);
        }

        if (name.Count < 2 || person.Name.Contains(" of ", StringComparison.Ordinal))
        {
            return ([], 0UL);
        }

        var last = name.Count - 1;
        while (last > 1 && Words.Is(name[last].Hash, WordKinds.Suffix))
        {
            last--;
        }

        var first = last;
        while (first > 0 && name[first].Gap == Gap.Hyphen)
        {
            first--;
        }

        var leading = name[0].Hash;
        if (Words.Is(leading, WordKinds.LeadingSurname) && name.Count <= 3)
        {
            if (first < last)
            {
                // "Lee Teng-hui": the part with the hyphen is a given name.
                return ([leading], 0UL);
            }

            if (!Words.Is(leading, WordKinds.GivenName))
            {
                return (Hashes(name.All[first..(last + 1)]), leading);
            }
        }

        return first == 0 ? ([], 0UL) : (Hashes(name.All[first..(last + 1)]), 0UL);
    }

    private static ulong[] Hashes(ReadOnlySpan<TextToken> tokens)
    {
        var hashes = new ulong[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            hashes[i] = tokens[i].Hash;
        }

        return hashes;
    }

    private static ulong[] WithoutParticles(ReadOnlySpan<TextToken> tokens)
    {
        while (tokens.Length > 1 && tokens[0].Shape == TokenShape.Lower && Words.Is(tokens[0].Hash, WordKinds.Particle))
        {
            tokens = tokens[1..];
        }

        return Hashes(tokens);
    }

    private static bool IsTitle(ReadOnlySpan<char> word)
    {
        using var token = TextTokens.Of(word);
        return token.Count == 1 && Words.Is(token[0].Hash, WordKinds.Title)
            && !Array.Exists(PartOfName, part => TokenReader.HashOf(part) is var hash && hash == FirstHash(token));
    }

    private static ulong FirstHash(TextTokens token) => token[0].Hash;

    private static bool IsInitials(string part) => part.Length <= 4 && part.EndsWith('.') && char.IsUpper(part[0])
        && part.Index().All(c => c.Index % 2 == 0 ? char.IsUpper(c.Item) : c.Item == '.');

    private static bool IsSuffix(string part)
    {
        using var token = TextTokens.Of(part);
        return token.Count == 1 && Words.Is(token[0].Hash, WordKinds.Suffix);
    }
}
