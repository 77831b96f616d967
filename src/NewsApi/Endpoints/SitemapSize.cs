using NewsApi.Formats.Sitemaps;

namespace NewsApi.Endpoints;

/// <summary>The number of addresses in a site map. A test sets a smaller one, to see an index without 50 000 articles.</summary>
public sealed class SitemapSize
{
    /// <summary>The largest number; more articles are in several site maps.</summary>
    public int Addresses { get; set; } = SitemapWriter.MostAddresses;
}
