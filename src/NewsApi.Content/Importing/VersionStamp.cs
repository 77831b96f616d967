using System.Globalization;
using System.Numerics;

namespace NewsApi.Content.Importing;

/// <summary>Where a version of an item stands among the item's versions, by its publisher's word.</summary>
public readonly record struct VersionStamp(string? Version, DateTimeOffset? Created)
{
    /// <summary>
    /// Positive where this one is newer, negative where it is older, 0 where the publisher's word does not tell. The time goes
    /// first; the version decides where it is the same or missing, and only as a number: "1b" and "1a" tell nothing for sure.
    /// </summary>
    public int CompareTo(VersionStamp other)
    {
        if (Created is { } mine && other.Created is { } theirs && mine != theirs)
        {
            return mine.CompareTo(theirs);
        }

        return Number(Version) is { } a && Number(other.Version) is { } b ? a.CompareTo(b) : 0;
    }

    private static BigInteger? Number(string? version) =>
        version?.Length <= 100 && BigInteger.TryParse(version, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
