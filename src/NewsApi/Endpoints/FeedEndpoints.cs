using System.Net;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Feeds;
using NewsApi.Formats.Items;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves feeds of the newest articles: <c>/feed.rss</c>, <c>/feed.atom</c> and <c>/feed.json</c>, and the same below each section, person,
/// place and topic. The feed of a place or topic also has the articles of those below it.
/// </summary>
internal static class FeedEndpoints
{
    /// <summary>The number of articles in a feed. Readers ask every hour or so, and news sites publish less than this in an hour.</summary>
    private const int Size = 50;

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        foreach (var format in FeedFormat.All)
        {
            endpoints.MapMethods($"/feed.{format.Ending}", Methods, context => SendSectionAsync(context, null, format));
            endpoints.MapMethods(
                $"/sections/{{section}}/feed.{format.Ending}", Methods,
                context => SendSectionAsync(context, new DocumentRequest(context).Part("section"), format));
            foreach (var kind in Enum.GetValues<EntityKind>())
            {
                endpoints.MapMethods(
                    $"/{SiteAddresses.PathOf(kind)}/{{slug}}/feed.{format.Ending}", Methods,
                    context => SendEntityAsync(context, kind, format));
            }
        }
    }

    /// <summary>Returns the message for an unknown person, place or topic.</summary>
    public static string NoEntity(EntityKind kind) =>
        $"No public {kind.ToString().ToLowerInvariant()} has this slug. "
        + $"The query `{SiteAddresses.PathOf(kind)}` lists those that are public.";

    private static Task SendSectionAsync(HttpContext context, string? section, FeedFormat format)
    {
        var request = new DocumentRequest(context);
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        var site = request.Site.Root ?? request.Service;
        var page = section is null ? $"{site}/" : $"{site}/sections/{Uri.EscapeDataString(section)}";
        return request.SendAsync(
            () => FindAsync(
                context, request, cancellation => content.ListAsync(section, Size, cancellation),
                _ => section is null ? request.Site.Name : $"{request.Site.Name}: {section}", _ => page, null, format),
            format.MediaType,
            null,
            () => Task.FromResult((
                HttpStatusCode.NotFound, "No public article is in this section. The query `sections` lists the sections.")));
    }

    private static Task SendEntityAsync(HttpContext context, EntityKind kind, FeedFormat format)
    {
        var request = new DocumentRequest(context);
        var slug = request.Part("slug");
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        return request.SendAsync(
            () => FindAsync(
                context, request, cancellation => content.ListAsync(kind, slug, Size, cancellation),
                list => $"{request.Site.Name}: {list.Subject?.Name}",
                list => list.Subject is { } subject ? request.Site.OfEntity(subject) ?? request.Service : request.Service,
                list => list.Subject is { } subject && subject.Slug != slug ? subject.Slug : null, format),
            format.MediaType,
            present => $"/{SiteAddresses.PathOf(kind)}/{present}/feed.{format.Ending}",
            () => Task.FromResult((HttpStatusCode.NotFound, NoEntity(kind))));
    }

    private static Task<PublicDocument> FindAsync(
        HttpContext context, DocumentRequest request, Func<CancellationToken, Task<PublicRead<PublicList>>> read,
        Func<PublicList, string> title, Func<PublicList, string> page, Func<PublicList, string?>? findMove, FeedFormat format)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return context.RequestServices.GetRequiredService<PublicDocuments>().FindAsync(
            request.Self,
            read,
            list => format.Write(new OutgoingFeed(title(list), request.Self, page(list), request.Site, now, list.Articles)),
            findMove,
            request.Aborted);
    }
}
