using System.Xml.Linq;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMlG2;

/// <summary>Reads the status, the embargo and the expiry of an item.</summary>
internal static class G2Times
{
    /// <summary>
    /// Returns the status: <c>usable</c> if there is none. An embargo without a time withholds the item until a later version has a time.
    /// </summary>
    public static PublishingStatus Status(G2Item item, XmlFieldReader reading)
    {
        var element = item.ItemMeta.Child("pubStatus");
        var code = G2Code.Of(element);
        switch (element is null ? PublishingStatus.Usable : StatusName.Find(code))
        {
            case PublishingStatus.Usable when item.ItemMeta.Child("embargoed") is { } embargo && embargo.Line() is null:
                reading.Warn("embargoed", "The embargo has no time, so the item is withheld until a version of it is released.");
                return PublishingStatus.Withheld;
            case { } status:
                return status;
            default:
                reading.Reject($"'pubStatus' is \"{PlainText.Short(code ?? "")}\"; it must be usable, withheld or canceled.");
                return PublishingStatus.Withheld;
        }
    }

    /// <summary>Returns the first time at which the item expires for any audience; null if it does not expire.</summary>
    public static DateTimeOffset? Expires(G2Item item, XmlFieldReader reading) =>
        item.ItemMeta.Children("expires").Select(expires => Expires(expires, reading)).Min();

    private static DateTimeOffset? Expires(XElement expires, XmlFieldReader reading)
    {
        if (expires.Line() is { Length: 10 } day && Rfc3339.TryParse($"{day}T00:00:00Z", out var time, out _))
        {
            reading.Warn("expires", "'expires' is a day without a time; 00:00 UTC of that day was taken.");
            return time;
        }

        return reading.Time(expires);
    }
}
