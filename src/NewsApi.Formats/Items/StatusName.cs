using NewsApi.Content.Importing;

namespace NewsApi.Formats.Items;

/// <summary>The names that the standards of the IPTC have for the status of an item.</summary>
internal static class StatusName
{
    /// <summary>
    /// Returns the status with a name, in upper or lower case; null if there is none. The British spelling is accepted too: a kill notice
    /// must not fail because of one letter.
    /// </summary>
    public static PublishingStatus? Find(string? name) => name?.ToLowerInvariant() switch
    {
        "usable" => PublishingStatus.Usable,
        "withheld" => PublishingStatus.Withheld,
        "canceled" or "cancelled" => PublishingStatus.Canceled,
        _ => null,
    };
}
