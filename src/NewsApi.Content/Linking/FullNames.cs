using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// Finds the people whom an item names in full: people of the index, people who share a surname in a list, and unknown people.
/// </summary>
internal static class FullNames
{
    private static readonly ulong And = TokenReader.HashOf("and");

    /// <summary>
    /// Links every name of two words or more that means a person. Adds these people to <paramref name="people"/>, and also the tagged
    /// people and the people who are not in the index.
    /// </summary>
    public static void Read(ItemReading reading, PeopleInItem people, List<FoundName> extra)
    {
        foreach (var id in reading.Input.Tagged)
        {
            if (reading.Index.Find(id) is { Kind: EntityKind.Person } tagged)
            {
                people.Add(tagged, -1);
            }
        }

        for (var i = 0; i < reading.Found.Count; i++)
        {
            var name = reading.Found[i];
            if (name.Tokens > 1 && PersonOf(reading, name) is { Person: { } person } read)
            {
                reading.Decide(i, person, read.Evidence);
                people.Add(person, name.Last);
            }
        }

        for (var i = 1; i < reading.Item.Tokens.Count; i++)
        {
            ReadUnknown(reading, people, extra, i);
            ReadShared(reading, people, extra, i);
        }
    }

    private static (NamedEntity? Person, LinkEvidence Evidence) PersonOf(ItemReading reading, in FoundName name)
    {
        var candidates = Array.FindAll(name.Forms, c => c.Entity.Kind == EntityKind.Person);
        if (candidates.Length == 0
            || (candidates.Length < name.Forms.Length && !reading.Index.IsGivenName(reading.Item.Tokens[name.First].Hash)))
        {
            return (null, LinkEvidence.None);
        }

        return NameRules.Person(reading, name, candidates);
    }

    /// <summary>
    /// Adds a person who is not in the index. After "Jerry Jordan", "Jordan" alone means that person and not the country.
    /// </summary>
    private static void ReadUnknown(ItemReading reading, PeopleInItem people, List<FoundName> extra, int last)
    {
        var (item, tokens) = (reading.Item, reading.Item.Tokens);
        ref readonly var surname = ref tokens[last];
        ref readonly var given = ref tokens[last - 1];
        if (!item.IsNameLike(last) || !item.IsNameLike(last - 1) || surname.Gap != Gap.Space || surname.Length < 3
            || !reading.Index.IsGivenName(given.Hash)
            || Words.Is(surname.Hash, WordKinds.Organisation | WordKinds.Title | WordKinds.Calendar | WordKinds.Territory))
        {
            return;
        }

        // Skip "Michael Bloomberg News": another word with a capital follows, so the name is not a person's.
        if (last + 1 < tokens.Count && tokens[last + 1].Gap == Gap.Space && item.IsNameLike(last + 1)
            && !Words.Is(tokens[last + 1].Hash, WordKinds.Calendar | WordKinds.Suffix))
        {
            return;
        }

        if (IsKnown(reading, last) || IsKnown(reading, last - 1))
        {
            return;
        }

        var first = last - 1;
        while (first > 0 && tokens[first].Gap == Gap.Space && item.IsNameLike(first - 1)
            && !Words.Is(tokens[first - 1].Hash, WordKinds.Title | WordKinds.Calendar | WordKinds.Function))
        {
            first--;
        }

        if (people.FindOther(item, first, last) is { } same)
        {
            extra.Add(new FoundName(first, last, 0, false) { Entity = same, Evidence = LinkEvidence.Alias, IsDecided = true });
            people.Add(same, last);
        }
        else
        {
            people.AddUnknown(surname.Hash, last);
        }
    }

    // Whether the token belongs to a found name of two words or more.
    private static bool IsKnown(ItemReading reading, int token) =>
        reading.NameAt(token) is var name and >= 0 && reading.Found[name].Tokens > 1;

    /// <summary>Links "George" in "George and Barbara Bush" to George Bush, if the index has a person of that name.</summary>
    private static void ReadShared(ItemReading reading, PeopleInItem people, List<FoundName> extra, int and)
    {
        var (item, tokens) = (reading.Item, reading.Item.Tokens);
        if (tokens[and].Hash != And || and + 2 >= tokens.Count
            || !item.IsNameLike(and - 1) || !item.IsNameLike(and + 1) || !item.IsNameLike(and + 2)
            || tokens[and].Gap != Gap.Space || tokens[and + 1].Gap != Gap.Space || tokens[and + 2].Gap != Gap.Space
            || reading.Index.Next(HashTrie.Root, tokens[and - 1]) is not (var given and > 0)
            || reading.Index.Next(given, tokens[and + 2]) is not (var whole and > 0))
        {
            return;
        }

        var name = new FoundName(and - 1, and - 1, whole, SkipsInitials: true);
        var candidates = NameFinder.FormsOf(reading.Index, item, name);
        if (candidates.Length > 0 && CandidateChoice.Choose(reading, name, candidates).Entity is { } person)
        {
            extra.Add(name with { Entity = person, Evidence = LinkEvidence.SharedSurname, IsDecided = true });
            people.Add(person, and - 1);
        }
    }
}
