using System.Globalization;
using System.Numerics;

namespace NewsApi.Content.Importing;

/// <summary>
/// The publisher's version of an item, and the time at which this version was made. Stamps order the versions of one item.
/// </summary>
public readonly record struct VersionStamp(string? Version, DateTimeOffset? Created)
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>
    /// True if the stored article is of a newer version. The item is then not applied to the article. Only its document is stored, and its
    /// outcome is <see cref="ItemResult.Older"/>.
    /// </summary>
    public bool IsOlderThan(VersionStamp stored) => CompareTo(stored) < 0;

    /// <summary>
    /// Compares two versions. Returns a positive number if this version is newer, a negative number if it is older, and 0 if the order is
    /// unknown. The times decide. If the times are equal or one is missing, the version numbers decide. Versions that are not numbers
    /// decide nothing, because the order of "1b" and "1a" is not certain.
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
