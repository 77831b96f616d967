using NewsApi.Formats.Feeds;

namespace NewsApi.Endpoints;

/// <summary>A format of feeds.</summary>
/// <param name="Ending">What ends the address of a feed in this format.</param>
internal sealed record FeedFormat(string Ending, string MediaType, Func<OutgoingFeed, byte[]> Write)
{
    public static readonly FeedFormat[] All =
    [
        new("rss", "application/rss+xml; charset=utf-8", RssWriter.Write),
        new("atom", "application/atom+xml; charset=utf-8", AtomWriter.Write),
        new("json", "application/feed+json; charset=utf-8", JsonFeedWriter.Write),
    ];
}
