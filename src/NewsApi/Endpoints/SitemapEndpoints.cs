using System.Globalization;
using System.Net;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Sitemaps;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves the site maps of all public articles: <c>/sitemap.xml</c>, which for many articles is an index of <c>/sitemap.xml?part=1</c> and
/// so on, and <c>/news-sitemap.xml</c> with the articles of the last two days.
/// </summary>
internal static class SitemapEndpoints
{
    /// <summary>The largest number of parts. Beyond it, the number of articles before a part is no Int32.</summary>
    private const int MostParts = int.MaxValue / SitemapWriter.MostAddresses;

    private const string NoPart = "There is no such part. /sitemap.xml lists the parts.";

    private const string Xml = "application/xml; charset=utf-8";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapSitemaps(this IEndpointRouteBuilder endpoints)
    {
        // The part is no part of the path: a site map lists addresses below its own folder, and routing takes a first part with a parameter
        // for every first part, so that a POST to any other address would get 405.
        endpoints.MapMethods("/sitemap.xml", Methods, context => context.Request.Query["part"].ToString() is not { Length: > 0 } part
            ? SendIndexAsync(context)
            : SendPartAsync(context, int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0));
        endpoints.MapMethods("/news-sitemap.xml", Methods, SendNewsAsync);
    }

    private static Task SendIndexAsync(HttpContext context)
    {
        var request = new DocumentRequest(context);
        var size = context.RequestServices.GetRequiredService<SitemapSize>().Addresses;
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        return request.SendAsync(
            () => Documents(context).FindAsync(
                $"{request.Self} {request.Site.Root} {size}",
                cancellation => content.ListAddressesAsync(0, size, onlyIfAll: true, cancellation),
                first => first.Count <= size
                    ? SitemapWriter.Write(request.Site, first.Addresses)
                    : SitemapWriter.WriteIndex(Enumerable.Range(1, (int)((first.Count + size - 1) / size))
                        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{request.Self}?part={part}"))),
                null, request.Aborted),
            Xml, null, NoMap);
    }

    private static Task SendPartAsync(HttpContext context, int part)
    {
        var request = new DocumentRequest(context);
        var size = context.RequestServices.GetRequiredService<SitemapSize>().Addresses;
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        return part is < 1 or > MostParts ? request.RejectAsync(StatusCodes.Status404NotFound, NoPart) : request.SendAsync(
            () => Documents(context).FindAsync(
                string.Create(CultureInfo.InvariantCulture, $"{request.Self} {request.Site.Root} {size} {part}"),
                async cancellation =>
                {
                    var read = await content.ListAddressesAsync(part - 1, size, onlyIfAll: false, cancellation);
                    return read.Value is { Addresses.Count: 0 } ? read with { Value = null } : read;
                },
                found => SitemapWriter.Write(request.Site, found.Addresses), null, request.Aborted),
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

    private static Task<(HttpStatusCode Status, string Message)> NoMap() => Task.FromResult((HttpStatusCode.NotFound, NoPart));
}
