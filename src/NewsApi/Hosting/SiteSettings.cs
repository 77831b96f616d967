using NewsApi.Content.Articles;
using NewsApi.GraphQL.Loading;

namespace NewsApi.Hosting;

/// <summary>The settings of the site that shows the news.</summary>
internal static class SiteSettings
{
    public static readonly Setting[] All =
    [
        Setting.Text<OperationOptions>(
            nameof(OperationOptions.SiteAddress), "NewsApi__Site__Address", "address",
            "The site to which feeds, site maps and JSON-LD link, at /articles/{slug}, /people/{slug}, /places/{slug} and /topics/{slug}. "
            + "Without it, they link to the canonical address of each article, or else to its JSON-LD.",
            "none, or an http:// or https:// address", text => text == OperationOptions.NoSite || WebAddress.IsValid(text)),
        Setting.Text<OperationOptions>(
            nameof(OperationOptions.SiteName), "NewsApi__Site__Name", "text",
            "The name of the site, in the titles of feeds and as the publication in JSON-LD and the site map of news."),
    ];
}
