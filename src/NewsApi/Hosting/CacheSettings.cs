using NewsApi.Content.Caching;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Memory;

namespace NewsApi.Hosting;

/// <summary>The settings of the cache of answers.</summary>
internal static class CacheSettings
{
    public static readonly Setting[] All =
    [
        Setting.Number<CacheOptions>(
            nameof(CacheOptions.Size), "NewsApi__Cache__Size", "bytes", 0, 100_000_000_000,
            "The largest amount of memory for the cache of answers. 0 switches the cache off."),
        Setting.Number<EntityMemoryOptions>(
            nameof(EntityMemoryOptions.Size), "NewsApi__Cache__EntitySize", "bytes", 0, 100_000_000_000,
            "The largest amount of memory for the people, places and topics that lists of articles show. 0 reads them from the tables."),
        Setting.Number<CountMemoryOptions>(
            nameof(CountMemoryOptions.Size), "NewsApi__Cache__CountSize", "bytes", 0, 100_000_000_000,
            "The largest amount of memory for the total counts of lists of articles that are asked for again. 0 counts at every request."),
        Setting.Switch<CacheOptions>(
            nameof(CacheOptions.Tags), "NewsApi__Cache__Tags",
            "True: public responses by GET have the headers Cache-Tag and Surrogate-Key, by which a CDN finds them when content changes."),
        Setting.Number<CacheOptions>(
            nameof(CacheOptions.MaxAge), "NewsApi__Cache__MaxAge", "seconds", 0, 86_400,
            "The time for which browsers and proxies may use a public response by GET without asking again. It ends when the next article "
            + "becomes public or expires. With 0, they must always ask."),
    ];
}
