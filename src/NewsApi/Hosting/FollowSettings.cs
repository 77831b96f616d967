using NewsApi.Following;

namespace NewsApi.Hosting;

/// <summary>The settings of <c>newsapi follow</c>.</summary>
internal static class FollowSettings
{
    public static readonly Setting[] All =
    [
        Setting.Text<FollowOptions>(
            nameof(FollowOptions.UserAgent), "NewsApi__Follow__UserAgent", "text",
            "The header User-Agent of requests for feeds. The rules of a robots.txt for its first word apply.",
            "printable ASCII characters, beginning with a letter", FollowOptions.IsUserAgent),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.Timeout), "NewsApi__Follow__Timeout", "seconds", 1, 3600,
            "The longest time for one request for a feed, with redirects and the whole response."),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.Silence), "NewsApi__Follow__Silence", "seconds", 1, 3600,
            "The longest time without a byte of the response for a feed."),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.MaxBytes), "NewsApi__Follow__MaxBytes", "bytes", 1_000, 33_554_432,
            "The largest response for a feed, after decompression."),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.LongestPause), "NewsApi__Follow__LongestPause", "seconds", 1, 604_800,
            "The longest time for which a server or feed can put off the next request by Cache-Control or ttl, and the longest pause after "
            + "failures. Only Retry-After can take longer, up to a day."),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.Settle), "NewsApi__Follow__Settle", "seconds", 1, 3600,
            "The time for which a file in a followed folder must not change before it is read."),
        Setting.Number<FollowOptions>(
            nameof(FollowOptions.Patience), "NewsApi__Follow__Patience", "seconds", 1, 86_400,
            "The time for which an empty file, or one with a rejected item, must not change before it counts as failed."),
    ];
}
