using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>Decides whether a found name is linked, by the words beside the name and by the entities that have the name.</summary>
internal static class NameRules
{
    /// <summary>Returns the place that a name means, with the evidence. If the name is not linked, returns null and the reason.</summary>
    public static (NamedEntity? Place, LinkEvidence Evidence) Place(ItemReading reading, in FoundName name, NameForm[] candidates)
    {
        // "U.S." and "US" can stand before another name like an adjective.
        var hasDot = EndsWithDot(reading, name.Last);
        var isDotted = Array.Exists(
            candidates, c => (c.Flags & FormFlags.Acronym) != 0 || (hasDot && (c.Flags & FormFlags.EndsWithDot) != 0));
        var neighbours = Neighbours.Read(reading, name.First, name.Last, EntityKind.Place, isFull: false, isDotted);
        if (HasRegionAfter(reading, name.Last))
        {
            // A town with its state after it is not part of a longer name, even after "of".
            neighbours &= ~LinkEvidence.LongerName;
        }

        var (place, evidence) = CandidateChoice.Choose(reading, name, candidates);
        evidence |= neighbours;
        if (place is null || (evidence & LinkEvidence.LongerName) != 0)
        {
            return (null, evidence);
        }

        evidence |= Dateline.IsAt(reading.Item, name) ? LinkEvidence.Dateline : 0;
        if (place.IsRegion && QualifiesUnknownTown(reading, name.First) && (evidence & (LinkEvidence.Dateline | LinkEvidence.Tagged)) == 0)
        {
            return (null, evidence | LinkEvidence.QualifiesTown);
        }

        return IsSupported(reading, name, place, evidence) ? (place, evidence) : (null, evidence | LinkEvidence.TooWeak);
    }

    /// <summary>
    /// Returns the person whom a name means, with the evidence. The name is a full name, the only name of a person, or a surname that the
    /// gazetteer declares for one person only. If the name is not linked, returns null and the reason.
    /// </summary>
    public static (NamedEntity? Person, LinkEvidence Evidence) Person(ItemReading reading, in FoundName name, NameForm[] candidates)
    {
        var isFull = name.Tokens > 1 && !Array.TrueForAll(candidates, c => c.Kind == FormKind.Surname);
        var neighbours = Neighbours.Read(reading, name.First, name.Last, EntityKind.Person, isFull, isDotted: false);
        var (person, evidence) = CandidateChoice.Choose(reading, name, candidates);
        evidence |= neighbours;
        if (person is null || (evidence & LinkEvidence.LongerName) != 0)
        {
            return (null, evidence);
        }

        var isWeak = !isFull && name.Tokens == 1 && (evidence & (LinkEvidence.Title | LinkEvidence.Tagged)) == 0
            && Words.Is(reading.Item.Tokens[name.First].Hash, WordKinds.Word)
            && (reading.Item.BeginsSentence(name.First) || !reading.Item.IsNameLike(name.First));
        return isWeak ? (null, evidence | LinkEvidence.TooWeak) : (person, evidence);
    }

    /// <summary>Whether a token is a surname that stands alone, and not the ordinary word with the same letters.</summary>
    public static bool IsSurname(ItemReading reading, int first, int last, LinkEvidence neighbours)
    {
        var tokens = reading.Item.Tokens;
        if ((neighbours & LinkEvidence.LongerName) != 0)
        {
            return false;
        }

        if (first != last || (neighbours & LinkEvidence.Title) != 0 || !Words.Is(tokens[first].Hash, WordKinds.Word)
            || !reading.Item.BeginsSentence(first) || !reading.HasSmallWord(tokens[first].Hash))
        {
            return true;
        }

        // "Rice will visit Moscow" is the surname, "Rice prices rose" is the word.
        return last + 1 < tokens.Count && (Words.Is(tokens[last + 1].Hash, WordKinds.Verb) || (tokens[last + 1].Gap & Gap.Apostrophe) != 0);
    }

    /// <summary>
    /// Decides whether the linker considers a name, if all places with this name belong to a large vocabulary. If the index has no small
    /// vocabulary of places, or if the item has tags, the linker considers every such name. Otherwise it considers such a name only if the
    /// name is in the headline or the dateline, or occurs more than once.
    /// </summary>
    public static bool Matters(ItemReading reading, in FoundName name) =>
        !reading.Index.HasSmallPlaces || reading.Input.Tagged.Count > 0 || reading.TimesNamed(name.Node) > 1
        || Dateline.IsAt(reading.Item, name);

    public static bool EndsWithDot(ReadOnlySpan<char> text, int end) => end < text.Length && text[end] == '.';

    private static bool EndsWithDot(ItemReading reading, int last) => EndsWithDot(reading.Item.Text, reading.Item.Tokens[last].End);

    private static bool IsSupported(ItemReading reading, in FoundName name, NamedEntity place, LinkEvidence evidence)
    {
        if ((evidence & (LinkEvidence.Tagged | LinkEvidence.Dateline)) != 0)
        {
            return true;
        }

        var isWord = name.Tokens == 1 && Words.Is(reading.Item.Tokens[name.First].Hash, WordKinds.Word);
        var support = ((evidence & LinkEvidence.Locative) != 0 ? 1 : 0) + ((evidence & LinkEvidence.CountryNamed) != 0 ? 2 : 0);
        if (place.IsOfLargeVocabulary)
        {
            isWord |= name.Tokens == 1 && reading.Index.IsGivenName(reading.Item.Tokens[name.First].Hash);
            return reading.Item.IsNameLike(name.First) && Matters(reading, name)
                && ((evidence & LinkEvidence.RegionAfter) != 0 || (!isWord && support >= (name.Tokens == 1 ? 3 : 2)));
        }

        var isInSentence = reading.Item.CaseOf(name.First) == LineCase.Sentence && !reading.Item.BeginsSentence(name.First);
        return !isWord || isInSentence || support > 0 || !reading.HasSmallWord(reading.Item.Tokens[name.First].Hash);
    }

    // In "Moberly, Missouri", the report is about Moberly. The gazetteer does not have Moberly.
    private static bool QualifiesUnknownTown(ItemReading reading, int first)
    {
        var tokens = reading.Item.Tokens;
        return first > 0 && (tokens[first].Gap & (Gap.Comma | Gap.Break | Gap.Line)) == Gap.Comma && reading.Item.IsNameLike(first - 1)
            && (reading.NameAt(first - 1) is not (var name and >= 0)
                || !Array.Exists(reading.Found[name].Forms, c => c.Entity.Kind == EntityKind.Place && !c.Entity.IsOfLargeVocabulary));
    }

    private static bool HasRegionAfter(ItemReading reading, int last) => last + 1 < reading.Item.Tokens.Count
        && (reading.Item.Tokens[last + 1].Gap & (Gap.Comma | Gap.Break | Gap.Line)) == Gap.Comma
        && (Regions.BeginsAbbreviation(reading.Item.Tokens, last + 1) || PlaceContext.RegionAfter(reading, last) is { IsRegion: true });
}
