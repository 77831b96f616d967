using System.Collections.Frozen;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>The states and provinces that news writes after the name of a town, with their countries.</summary>
internal static class Regions
{
    private const string UnitedStates =
        "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,"
        + "Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,"
        + "New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,"
        + "South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming";

    private const string Canada =
        "Alberta,British Columbia,Manitoba,New Brunswick,Newfoundland,Nova Scotia,Ontario,Prince Edward Island,Quebec,Saskatchewan";

    private const string Australia = "New South Wales,Queensland,South Australia,Tasmania,Victoria,Western Australia";

    // The abbreviations that news writes after the name of a town. "N.Y" stands for "N.Y.", with a full stop after each letter.
    private const string Abbreviations =
        "Ala,Ariz,Ark,Calif,Colo,Conn,Del,Fla,Ga,Ill,Ind,Kan,Kans,Ky,La,Md,Mass,Mich,Minn,Miss,Mo,Mont,Neb,Nev,N.H,N.J,N.M,N.Y,N.C,N.D,"
        + "Okla,Ore,Pa,Penn,R.I,S.C,S.D,Tenn,Tex,Vt,Va,Wash,W.Va,Wis,Wyo,D.C,Ont,Que,B.C,Alta,Man,Sask";

    private static readonly FrozenSet<ulong> FirstOfAbbreviations = Abbreviations.Split(',').Select(FirstToken).ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Countries = new[] { (UnitedStates, "US"), (Canada, "CA"), (Australia, "AU") }
        .SelectMany(list => list.Item1.Split(',').Select(name => (Key: NameKey.Of(name), Country: list.Item2)))
        .ToFrozenDictionary(region => region.Key, region => region.Country, StringComparer.Ordinal);

    public static bool IsRegion(NamedEntity place) => place.PlaceKind is "state" or "province" or "region"
        || (place.PlaceKind is null or "country" && place.CountryCode is null && Countries.ContainsKey(NameKey.Of(place.Name)));

    /// <summary>Whether a token begins the abbreviation of a state: "Fla.", "N.J."</summary>
    public static bool BeginsAbbreviation(TextTokens tokens, int token) => FirstOfAbbreviations.Contains(tokens[token].Hash)
        && tokens[token].Shape == TokenShape.Capital
        && (!tokens[token].IsInitial || (token + 1 < tokens.Count && tokens[token + 1] is { IsCapital: true, Gap: Gap.Dot }));

    /// <summary>The code of a place's country. If a region has no country code, its name decides: "Texas" is in the US.</summary>
    public static string? CountryOf(NamedEntity place) =>
        place.CountryCode ?? (place.IsRegion ? Countries.GetValueOrDefault(NameKey.Of(place.Name)) : null);

    private static ulong FirstToken(string abbreviation)
    {
        using var tokens = TextTokens.Of(abbreviation);
        return tokens[0].Hash;
    }
}
