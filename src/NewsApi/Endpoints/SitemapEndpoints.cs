using System.Globalization;
using System.Net;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Sitemaps;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves the site maps of all public articles: <c>/sitemap.xml</c>, which for many articles is an index of <c>/sitemap-1.xml</c> and so
/// on, and <c>/news-sitemap.xml</c> with the articles of the last two days.
/// </summary>
internal static class SitemapEndpoints
{
    private const string Xml = "application/xml; charset=utf-8";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSitemaps(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/sitemap.xml", Methods, SendIndexAsync);
        endpoints.MapMethods("/sitemap-{part:int:min(1)}.xml", Methods, context => SendPartAsync(
            context, int.Parse(new DocumentRequest(context).Part("part"), CultureInfo.InvariantCulture)));
        endpoints.MapMethods("/news-sitemap.xml", Methods, SendNewsAsync);
    }

    private static async Task SendIndexAsync(HttpContext context)
    {
        var request = new DocumentRequest(context);
        var size = context.RequestServices.GetRequiredService<SitemapSize>().Addresses;
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        await request.SendAsync(
            async () =>
            {
                var index = await Documents(context).FindAsync(
                    $"{request.Self} of {size}",
                    content.CountAsync,
                    count => SitemapWriter.WriteIndex(Enumerable.Range(1, (int)((count[0] + size - 1) / size))
                        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{request.Service}/sitemap-{part}.xml"))),
                    count => count[0] <= size ? "one map" : null, request.Aborted);
                return index.MovedTo is null ? index : await Documents(context).FindAsync(
                    $"{request.Self} {request.Site.Root}",
                    cancellation => content.ListAddressesAsync(0, size, cancellation),
                    all => SitemapWriter.Write(request.Site, all), null, request.Aborted);
            },
            Xml, null, NoMap);
    }

    private static Task SendPartAsync(HttpContext context, int part)
    {
        var request = new DocumentRequest(context);
        var size = context.RequestServices.GetRequiredService<SitemapSize>().Addresses;
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        return request.SendAsync(
            () => Documents(context).FindAsync(
                $"{request.Self} {request.Site.Root} {size}",
                async cancellation =>
                {
                    var read = await content.ListAddressesAsync(part - 1, size, cancellation);
                    return read.Value is { Count: 0 } ? read with { Value = null } : read;
                },
                all => SitemapWriter.Write(request.Site, all), null, request.Aborted),
            Xml, null, NoMap);
    }

    private static Task SendNewsAsync(HttpContext context)
    {
        var request = new DocumentRequest(context);
        var content = context.RequestServices.GetRequiredService<PublicContent>();

        // Within an hour the document depends on no clock, so that it can be kept. It has the articles of the last 47 to 48 hours.
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var since = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1 - 48);
        return request.SendAsync(
            () => Documents(context).FindAsync(
                $"{request.Self} {request.Site.Root} {since:O}",
                cancellation => content.ListSinceAsync(since, SitemapWriter.MostNews, cancellation),
                list => SitemapWriter.WriteNews(request.Site, list.Articles), null, request.Aborted),
            Xml, null, NoMap);
    }

    private static PublicDocuments Documents(HttpContext context) => context.RequestServices.GetRequiredService<PublicDocuments>();

    private static Task<(HttpStatusCode Status, string Message)> NoMap() =>
        Task.FromResult((HttpStatusCode.NotFound, "There is no such part. /sitemap.xml lists the parts."));
}
