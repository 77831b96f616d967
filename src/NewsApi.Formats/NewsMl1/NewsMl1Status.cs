using System.Xml.Linq;
using NewsApi.Content.Importing;
using NewsApi.Formats.Items;
using NewsApi.Formats.Markup;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.NewsMl1;

/// <summary>The status of an item, and the times at which it changes.</summary>
internal sealed record NewsMl1Status(PublishingStatus Status, DateTimeOffset? EmbargoedUntil, DateTimeOffset? Expires)
{
    /// <summary>
    /// Reads <c>Status</c> and <c>StatusWillChange</c>. An embargo ends when the status is to become usable; without such a time the item
    /// is withheld. A usable item expires when it is to be withheld or canceled.
    /// </summary>
    public static NewsMl1Status Read(XElement? management, XmlFieldReader reading)
    {
        var status = NewsMl1Component.Formal(management.Child("Status"));
        var change = management.Child("StatusWillChange");
        var future = StatusName.Find(NewsMl1Component.Formal(change.Child("FutureStatus")));
        var time = reading.Time(change.Child("DateAndTime").Line(), "StatusWillChange");
        switch (status?.ToLowerInvariant())
        {
            case null or "usable":
                return new(PublishingStatus.Usable, null, future is PublishingStatus.Withheld or PublishingStatus.Canceled ? time : null);
            case "embargoed" or "withheld" when future == PublishingStatus.Usable && time is not null:
                return new(PublishingStatus.Usable, time, null);
            case "embargoed":
                reading.Warn("Status", "The embargo has no time, so the item is withheld until a version of it is released.");
                return new(PublishingStatus.Withheld, null, null);
            case var name when StatusName.Find(name) is { } known:
                return new(known, null, null);
            default:
                reading.Reject($"'Status' is \"{PlainText.Short(status)}\"; it must be Usable, Embargoed, Withheld or Canceled.");
                return new(PublishingStatus.Withheld, null, null);
        }
    }
}
