using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>Collects the countries and places that the item names without doubt.</summary>
internal static class PlaceContext
{
    private const int MostLevels = 8;

    /// <summary>Collects every country that the item names, by a name or a demonym, and every place that contains a named place.</summary>
    public static void Read(ItemReading reading)
    {
        foreach (var name in reading.Found)
        {
            // Use only small vocabularies, such as the newsroom's own gazetteer.
            var places = Array.FindAll(
                name.Forms, c => c.Entity.Kind == EntityKind.Place && c.Kind != FormKind.Unqualified && !c.Entity.IsOfLargeVocabulary);
            if (places is [var place] && IsSure(reading, name, place))
            {
                Note(reading, place.Entity);
            }
        }
    }

    /// <summary>
    /// Returns the evidence for the location of a place: the region after its name, or its country elsewhere in the item.
    /// </summary>
    public static LinkEvidence EvidenceFor(ItemReading reading, in FoundName name, NameForm form)
    {
        if (form.Kind == FormKind.Unqualified)
        {
            return NamesQualifier(reading, form.Entity) ? LinkEvidence.CountryNamed : LinkEvidence.None;
        }

        if (RegionAfter(reading, name.Last) is { } region && region != form.Entity)
        {
            var (its, mine) = (Regions.CountryOf(region), Regions.CountryOf(form.Entity));
            return region.Id == form.Entity.ParentId || (its is not null && its == mine)
                ? LinkEvidence.RegionAfter | LinkEvidence.CountryNamed
                : its is not null && mine is not null && !form.Entity.IsCountry ? LinkEvidence.OtherCountry
                : LinkEvidence.None;
        }

        return IsInNamedCountry(reading, form) ? LinkEvidence.CountryNamed : LinkEvidence.None;
    }

    private static bool IsInNamedCountry(ItemReading reading, NameForm form)
    {
        return !form.Entity.IsCountry
            && ((form.Entity.CountryCode is { } code && reading.Countries.Contains(code))
                || (form.Entity.ParentId is { } parent && reading.Places.Contains(parent)));
    }

    /// <summary>
    /// Returns the place that follows the token <paramref name="last"/> and a comma, for example Italy in "Genoa, Italy". Returns null if
    /// no comma and place follow.
    /// </summary>
    public static NamedEntity? RegionAfter(ItemReading reading, int last)
    {
        var tokens = reading.Item.Tokens;
        if (last + 1 >= tokens.Count || (tokens[last + 1].Gap & Gap.Comma) == 0 || reading.NameAt(last + 1) is not (var name and >= 0))
        {
            return null;
        }

        var candidates = reading.Found[name].Forms;
        return Array.Find(candidates, c => c.Entity.Kind == EntityKind.Place && (c.Entity.IsCountry || c.Entity.IsRegion)).Entity
            ?? (candidates is [{ Entity.Kind: EntityKind.Place } only] ? only.Entity : null);
    }

    // A single word that is also an ordinary word is sure only for a country.
    private static bool IsSure(ItemReading reading, in FoundName name, NameForm form) =>
        (form.Entity.IsCountry || name.Tokens > 1 || !Words.Is(reading.Item.Tokens[name.First].Hash, WordKinds.Word));

    private static void Note(ItemReading reading, NamedEntity place)
    {
        if (Regions.CountryOf(place) is { } country)
        {
            reading.Countries.Add(country);
        }

        for (var (level, above) = (0, (NamedEntity?)place); above is not null && level < MostLevels; level++)
        {
            reading.Places.Add(above.Id);
            above = above.ParentId is { } parent ? reading.Index.Find(parent) : null;
        }
    }

    // "Virgin Islands" means those of the United States if the item names the United States.
    private static bool NamesQualifier(ItemReading reading, NamedEntity place)
    {
        using var qualifier = TextTokens.Of(place.Name.AsSpan(0, Math.Max(place.Name.IndexOf(' ', StringComparison.Ordinal), 0)));
        var node = HashTrie.Root;
        foreach (ref readonly var token in qualifier.All)
        {
            node = reading.Index.Next(node, token);
            if (node == 0)
            {
                return false;
            }
        }

        for (var form = reading.Index.FirstForm(node); form >= 0; form = reading.Index.Form(form).Next)
        {
            var it = reading.Index.Form(form).Entity;
            if (it.Kind == EntityKind.Place && it.IsCountry && reading.Places.Contains(it.Id))
            {
                return true;
            }
        }

        return false;
    }
}
