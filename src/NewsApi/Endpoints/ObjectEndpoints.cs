using System.Net;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;
using NewsApi.Formats.JsonLd;
using NewsApi.Formats.Ninjs;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves single articles, people, places and topics in formats of others: <c>/articles/{slug}.ninjs.json</c> and
/// <c>/articles/{slug}.jsonld</c>, and the same <c>.jsonld</c> below <c>/people</c>, <c>/places</c> and <c>/topics</c>.
/// </summary>
internal static class ObjectEndpoints
{
    private const string Ninjs = "application/json; charset=utf-8", JsonLd = "application/ld+json; charset=utf-8";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapObjects(this IEndpointRouteBuilder endpoints)
    {
        MapArticles(endpoints, ".ninjs.json", Ninjs, (article, _) => NinjsWriter.Write(article));
        MapArticles(endpoints, ".jsonld", JsonLd, JsonLdWriter.Write);
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            MapEntities(endpoints, kind);
        }
    }

    private static void MapArticles(
        IEndpointRouteBuilder endpoints, string ending, string mediaType, Func<OutgoingArticle, SiteAddresses, byte[]> write) =>
        endpoints.MapMethods($"/articles/{{slug}}{ending}", Methods, context => SendArticleAsync(context, ending, mediaType, write))
            .WithDisplayName($"Articles as {ending}");

    private static void MapEntities(IEndpointRouteBuilder endpoints, EntityKind kind) =>
        endpoints.MapMethods($"/{SiteAddresses.PathOf(kind)}/{{slug}}.jsonld", Methods, context => SendEntityAsync(context, kind))
            .WithDisplayName($"{kind} as JSON-LD");

    private static Task SendArticleAsync(
        HttpContext context, string ending, string mediaType, Func<OutgoingArticle, SiteAddresses, byte[]> write)
    {
        var (request, slug) = Open(context);
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        var documents = context.RequestServices.GetRequiredService<PublicDocuments>();
        return request.SendAsync(
            () => documents.FindAsync(
                request.Self, cancellation => content.FindArticleAsync(slug, cancellation), article => write(article, request.KnownSite),
                article => article.Slug == slug ? null : article.Slug, request.Aborted),
            mediaType,
            present => $"/articles/{present}{ending}",
            async () => await documents.ReadAsync(cancellation => content.IsGoneAsync(slug, cancellation), request.Aborted)
                ? (HttpStatusCode.Gone, "The article was withdrawn or has expired. Delete your copies of it.")
                : (HttpStatusCode.NotFound, "No public article has this slug. The query `articles` lists those that are public."));
    }

    private static Task SendEntityAsync(HttpContext context, EntityKind kind)
    {
        var (request, slug) = Open(context);
        var content = context.RequestServices.GetRequiredService<PublicContent>();
        var documents = context.RequestServices.GetRequiredService<PublicDocuments>();
        return request.SendAsync(
            () => documents.FindAsync(
                request.Self, cancellation => content.FindEntityAsync(kind, slug, cancellation),
                entity => JsonLdWriter.Write(entity, request.KnownSite), entity => entity.Slug == slug ? null : entity.Slug,
                request.Aborted),
            JsonLd,
            present => $"/{SiteAddresses.PathOf(kind)}/{present}.jsonld",
            () => Task.FromResult((HttpStatusCode.NotFound, FeedEndpoints.NoEntity(kind))));
    }

    private static (DocumentRequest Request, string Slug) Open(HttpContext context)
    {
        var request = new DocumentRequest(context);
        return (request, request.Part("slug"));
    }
}
