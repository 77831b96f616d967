using System.Collections.Frozen;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// Reads the words beside a name. These words can make the name a part of a longer name ("Bank of England", "Air Canada", "Northern
/// Ireland"). They can also support the link ("President Bush", "in Reading").
/// </summary>
internal static class Neighbours
{
    /// <summary>
    /// Returns the evidence of the words before and after a name. <see cref="LinkEvidence.LongerName"/> forbids the link.
    /// </summary>
    /// <param name="kind">The kind of entity that the name may mean.</param>
    /// <param name="isFull">Whether the name is a person's name of two words or more.</param>
    /// <param name="isDotted">Whether the name ends with a full stop of its own. Such a full stop does not end the sentence.</param>
    public static LinkEvidence Read(ItemReading reading, int first, int last, EntityKind kind, bool isFull, bool isDotted) =>
        Before(reading, first, kind, isFull) | After(reading, first, last, kind, isDotted);

    private static LinkEvidence Before(ItemReading reading, int first, EntityKind kind, bool isFull)
    {
        var tokens = reading.Item.Tokens;
        if (first > 0 && kind == EntityKind.Place && !isFull && (tokens[first].Gap & Gap.Comma) != 0 && tokens[first - 1].Hash == College)
        {
            // "Trinity College, Cambridge" is the name of the college, not of the city.
            return LinkEvidence.LongerName;
        }

        if (first == 0 || !tokens[first].Continues || reading.Item.EndsSentence(first))
        {
            return LinkEvidence.None;
        }

        var before = first - 1;
        var word = tokens[before];
        var kinds = Words.Of(word.Hash);
        var hyphen = (tokens[first].Gap & Gap.Hyphen) != 0;
        if ((tokens[first].Gap & Gap.Apostrophe) != 0 && !isFull)
        {
            // "O'Brien" is one word.
            return LinkEvidence.LongerName;
        }

        if (word.Shape == TokenShape.Lower)
        {
            return hyphen ? LinkEvidence.None
                : kind == EntityKind.Place && IsOf(tokens, ref before) ? BeforeOf(reading, before)
                : (kinds & WordKinds.Locative) != 0 ? LinkEvidence.Locative
                : (kinds & WordKinds.Title) != 0 ? LinkEvidence.Title
                : LinkEvidence.None;
        }

        if (!word.IsCapital)
        {
            return LinkEvidence.None;
        }

        if (hyphen)
        {
            return IsPartnerOf(reading, before, kind) ? LinkEvidence.None : LinkEvidence.LongerName;
        }

        if (kind == EntityKind.Person && (kinds & WordKinds.Title) != 0)
        {
            // "Vice President of the United States" is not the President.
            if (Words.Is(tokens[first].Hash, WordKinds.Title) && word.Hash == Vice)
            {
                return LinkEvidence.LongerName;
            }

            return LinkEvidence.Title;
        }

        if (!reading.Item.IsNameLike(before) || (kinds & (WordKinds.Calendar | WordKinds.Function)) != 0)
        {
            return LinkEvidence.None;
        }

        if (reading.Item.BeginsSentence(before)
            && (kinds & (WordKinds.Word | WordKinds.Direction | WordKinds.GivenName)) == WordKinds.Word)
        {
            return (kinds & WordKinds.Locative) != 0 ? LinkEvidence.Locative : LinkEvidence.None;
        }

        return isFull || IsDemonym(reading, before) || (kinds & WordKinds.Title) != 0 ? LinkEvidence.None : LinkEvidence.LongerName;
    }

    /// <summary>Whether "of" or "of the" stands before the name. If so, moves <paramref name="before"/> to the word before "of".</summary>
    private static bool IsOf(TextTokens tokens, ref int before)
    {
        if (before > 0 && tokens[before].Hash == The)
        {
            before--;
        }

        if (tokens[before].Hash != Of || before == 0 || !tokens[before].Continues)
        {
            return false;
        }

        before--;
        return true;
    }

    // "Bank of England" is a longer name. "President of Russia" and "most of Africa" are not.
    private static LinkEvidence BeforeOf(ItemReading reading, int head)
    {
        var word = reading.Item.Tokens[head];
        var kinds = Words.Of(word.Hash);
        if (!word.IsCapital)
        {
            return LinkEvidence.None;
        }

        if ((kinds & WordKinds.Nobility) != 0)
        {
            return LinkEvidence.LongerName;
        }

        if ((kinds & (WordKinds.Territory | WordKinds.Title | WordKinds.Calendar | WordKinds.Function | WordKinds.Company)) != 0)
        {
            // "Pace Consultants Inc of Houston" names the seat of the company.
            return LinkEvidence.None;
        }

        if ((kinds & WordKinds.Organisation) != 0)
        {
            return LinkEvidence.LongerName;
        }

        var isWord = reading.Item.BeginsSentence(head) && (kinds & WordKinds.Word) != 0;
        return isWord || !reading.Item.IsNameLike(head) ? LinkEvidence.None : LinkEvidence.LongerName;
    }

    private static LinkEvidence After(ItemReading reading, int first, int last, EntityKind kind, bool isDotted)
    {
        var tokens = reading.Item.Tokens;
        var after = last + 1;
        if (after >= tokens.Count || !tokens[after].Continues || (reading.Item.EndsSentence(after) && !isDotted))
        {
            return LinkEvidence.None;
        }

        var word = tokens[after];
        var kinds = Words.Of(word.Hash);
        if ((word.Gap & Gap.Apostrophe) != 0)
        {
            return word.Length == 1 ? LinkEvidence.None : LinkEvidence.LongerName;
        }

        if ((word.Gap & Gap.Join) != 0 && kind == EntityKind.Person && word.IsCapital)
        {
            return LinkEvidence.LongerName;
        }

        if (kind == EntityKind.Place && IsOtherThing(tokens, after))
        {
            return LinkEvidence.LongerName;
        }

        if (!word.IsCapital || isDotted)
        {
            return LinkEvidence.None;
        }

        if ((word.Gap & Gap.Hyphen) != 0)
        {
            return IsPartnerOf(reading, after, kind) ? LinkEvidence.None : LinkEvidence.LongerName;
        }

        if (kind == EntityKind.Place && first == last && reading.Index.IsGivenName(tokens[last].Hash) && reading.Item.IsNameLike(after))
        {
            // "Florence May Harding" is a person.
            return LinkEvidence.LongerName;
        }

        if (kind == EntityKind.Place && reading.Item.CaseOf(after) == LineCase.Title && !reading.Item.IsInHeadline(after)
            && LeadsTo(tokens, after, WordKinds.Organisation))
        {
            return LinkEvidence.LongerName;
        }

        if (!reading.Item.IsNameLike(after) || (kinds & (WordKinds.Calendar | WordKinds.Suffix | WordKinds.Function)) != 0)
        {
            return LinkEvidence.None;
        }

        var isFree = kind switch
        {
            EntityKind.Place => LeadsTo(tokens, after, WordKinds.Title) || IsDemonym(reading, after) || BeginsPerson(reading, after)
                || word.Hash == Government,
            _ => (kinds & WordKinds.Title) != 0 && (kinds & WordKinds.Organisation) == 0,
        };
        return isFree ? LinkEvidence.None : LinkEvidence.LongerName;
    }

    // "Buenos Aires province" is not the city. "Tehran radio" and "Aurora 7" are not places. "Saint-Gabriel-de-Brandon" is another place.
    private static bool IsOtherThing(TextTokens tokens, int after) => tokens[after].Shape switch
    {
        TokenShape.Number => tokens[after] is { Gap: Gap.Space, Length: <= 2 } && !IsDateOrAmount(tokens, after),
        TokenShape.Lower when (tokens[after].Gap & Gap.Hyphen) != 0 => Words.Is(tokens[after].Hash, WordKinds.Particle),
        TokenShape.Lower => OtherThings.Contains(tokens[after].Hash),
        _ => false,
    };

    // Whether the number is part of a date or an amount: "in Norfolk 16 January", "in Denmark 1,750 tonnes".
    private static bool IsDateOrAmount(TextTokens tokens, int number) => number + 1 < tokens.Count
        && (Words.Is(tokens[number + 1].Hash, WordKinds.Calendar)
            || tokens[number + 1] is { Shape: TokenShape.Number, Gap: Gap.Comma or Gap.Dot });

    // Whether a word of a kind follows among the next four words, if all words up to it have capitals. In "Japan Finance Minister", the
    // words up to the title belong to a person.
    private static bool LeadsTo(TextTokens tokens, int token, WordKinds kind)
    {
        for (var i = token; i < Math.Min(token + 4, tokens.Count) && tokens[i].IsCapital; i++)
        {
            if (i > token && !tokens[i].Continues)
            {
                return false;
            }

            if (Words.Is(tokens[i].Hash, kind))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsPerson(ItemReading reading, int token) =>
        reading.NameAt(token) is var name and >= 0 && reading.Found[name].First == token && reading.Found[name].Tokens > 1
        && Array.Exists(reading.Found[name].Forms, c => c.Entity.Kind == EntityKind.Person);

    // Whether the other part of a hyphenated word is a name of its own: "Iran-Iraq", "U.S.-Russian".
    private static bool IsPartnerOf(ItemReading reading, int token, EntityKind kind) => kind == EntityKind.Place
        && (IsDemonym(reading, token)
            || (reading.NameAt(token) is var name and >= 0
                && Array.Exists(reading.Found[name].Forms, c => c.Entity.Kind == EntityKind.Place)));

    private static bool IsDemonym(ItemReading reading, int token)
    {
        if (reading.NameAt(token) is var name and >= 0)
        {
            return Array.Exists(reading.Found[name].Forms, c => c.Kind == FormKind.Demonym);
        }

        var it = reading.Item.Tokens[token];
        var text = reading.Item.Text.AsSpan(it.Start, it.Length);
        return text.Length > 4 && HasDemonymEnding(text);
    }

    private static bool HasDemonymEnding(ReadOnlySpan<char> word)
    {
        foreach (var ending in DemonymEndings)
        {
            if (word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] DemonymEndings = ["ian", "ians", "ish", "ese", "ean", "ican"];

    private static readonly FrozenSet<ulong> OtherThings = new[] { "province", "prefecture", "oblast", "radio", "television", "school" }
        .Select(word => TokenReader.HashOf(word)).ToFrozenSet();

    private static readonly ulong Vice = TokenReader.HashOf("vice");
    private static readonly ulong College = TokenReader.HashOf("college");
    private static readonly ulong Government = TokenReader.HashOf("government");
    private static readonly ulong Of = TokenReader.HashOf("of");
    private static readonly ulong The = TokenReader.HashOf("the");
}
