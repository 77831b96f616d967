using System.Globalization;
using System.Numerics;

namespace NewsApi.Content.Importing;

/// <summary>The publisher's version of an item and the time at which it was made; orders the versions of one item.</summary>
public readonly record struct VersionStamp(string? Version, DateTimeOffset? Created)
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>
    /// True for a stale import: the stored article is of a newer version, so nothing of the item is applied and its outcome is
    /// <see cref="ItemResult.Older"/>. Only its document is stored.
    /// </summary>
    public bool IsOlderThan(VersionStamp stored) => CompareTo(stored) < 0;

    /// <summary>
    /// Positive where this version is newer, negative where it is older, 0 where the order is unknown. The time decides first. Where it is
    /// equal or missing, the version decides, and only as a number: the order of "1b" and "1a" is not certain.
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
        version?.Length <= 100 && BigInteger.TryParse(version, Digits, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
