using System.Globalization;
using System.Xml;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>
/// Reads for how long a feed asks not to be fetched again: <c>ttl</c> of RSS 2.0 in minutes, or <c>sy:updatePeriod</c> and
/// <c>sy:updateFrequency</c> of the RSS module Syndication.
/// </summary>
public static class FeedTtl
{
    private const string Syndication = "http://purl.org/rss/1.0/modules/syndication/";

    /// <summary>The number of elements that are read. Such elements stand before the first item.</summary>
    private const int MostElements = 200;

    /// <returns>The time; null if the document does not say it, or is not XML.</returns>
    public static TimeSpan? Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            return XmlEncoding.IsMarkup(document.Span) ? ReadXml(XmlEncoding.ToUtf8(document, out _)) : null;
        }
        catch (XmlException)
        {
            // The reader of the format reports what is broken.
            return null;
        }
    }

    private static TimeSpan? ReadXml(ReadOnlyMemory<byte> bytes)
    {
        using var text = XmlInput.Open(bytes);
        using var reader = XmlReader.Create(text, XmlInput.Settings);
        TimeSpan? period = null;
        long frequency = 1;
        for (var elements = 0; elements < MostElements && reader.Read();)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            elements++;
            if (reader.LocalName is "item" or "entry")
            {
                break;
            }

            switch (reader.LocalName)
            {
                case "ttl" when reader.NamespaceURI.Length == 0 && Number(reader) is { } minutes:
                    return TimeSpan.FromMinutes(minutes);
                case "updatePeriod" when reader.NamespaceURI == Syndication:
                    period = Period(reader.ReadString().Trim());
                    break;
                case "updateFrequency" when reader.NamespaceURI == Syndication && Number(reader) is { } times:
                    frequency = times;
                    break;
            }
        }

        return period / frequency;
    }

    private static TimeSpan? Period(string name) => name switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" => TimeSpan.FromDays(1),
        "weekly" => TimeSpan.FromDays(7),
        "monthly" => TimeSpan.FromDays(30),
        "yearly" => TimeSpan.FromDays(365),
        _ => null,
    };

    /// <summary>A whole number from 1 to a million; null for anything else.</summary>
    private static long? Number(XmlReader reader) =>
        long.TryParse(reader.ReadString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and <= 1_000_000 ? number : null;
}
