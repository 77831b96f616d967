using System.Net;
using System.Text.RegularExpressions;
using NewsApi.Content.Database;
using NewsApi.Formats.Items;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Responses;

namespace NewsApi.Endpoints;

/// <summary>A request for a document with public content: its addresses, and how it is answered.</summary>
internal sealed partial class DocumentRequest
{
    /// <summary>
    /// Prices by what is read if nothing is in memory: one object with its relations, 50 articles with their texts, up to 50 000 addresses.
    /// </summary>
    private const double PriceOfObject = 2 * RateLimits.LeastPrice, PriceOfFeed = 100, PriceOfSitemap = 1_000;

    private static readonly string[] Folders = ["/articles", "/people", "/places", "/topics", "/sections", "/lists"];

    private readonly HttpContext _context;

    public DocumentRequest(HttpContext context)
    {
        _context = context;
        Service = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        Self = $"{Service}{SpellPath()}";
        KnownSite = context.RequestServices.GetRequiredService<OperationOptions>().Site;
        Site = KnownSite with { Service = Service };
    }

    /// <summary>The address of the service, without a slash at the end.</summary>
    public string Service { get; }

    /// <summary>
    /// The address of the document, in one spelling: routing ignores case, so a client can spell a path in many ways, and each would be
    /// another document in memory.
    /// </summary>
    public string Self { get; }

    /// <summary>The site that shows the news, as the fields of the schema know it.</summary>
    public SiteAddresses KnownSite { get; }

    /// <summary>The same site, with the service for what has no page.</summary>
    public SiteAddresses Site { get; }

    public CancellationToken Aborted => _context.RequestAborted;

    /// <summary>Returns the price of a request for a document, whether or not it is in memory; null for another path.</summary>
    public static double? FindPrice(PathString path) => path.Value switch
    {
        { } text when text.Contains("sitemap", StringComparison.OrdinalIgnoreCase) => PriceOfSitemap,
        { } text when text.Contains("/feed.", StringComparison.OrdinalIgnoreCase) => PriceOfFeed,
        _ when Array.Exists(Folders, folder => path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase)) => PriceOfObject,
        _ => null,
    };

    /// <summary>Returns a part of the path. ASP.NET decodes all but the slash.</summary>
    public string Part(string name) =>
        ((string?)_context.Request.RouteValues[name] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends a document, or the redirect to where it has moved, or the reason why there is none.</summary>
    /// <param name="toPath">Returns the path of the document for another slug.</param>
    /// <param name="missing">Returns the status and the message if there is no document.</param>
    public async Task SendAsync(
        Func<Task<PublicDocument>> find, string mediaType, Func<string, string>? toPath,
        Func<Task<(HttpStatusCode Status, string Message)>> missing)
    {
        try
        {
            var document = await find();
            if (document.Result is { } result)
            {
                // A reader can be behind another process, so it may read an old document after another has sent a new one.
                var services = _context.RequestServices;
                DateTime? readAt = services.GetRequiredService<RoleOptions>().OnlyReads ? null : document.ReadAt;
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                await DocumentResponse.SendAsync(_context, result, mediaType, readAt, now, Aborted);
            }
            else if (document.MovedTo is { } slug && toPath is not null)
            {
                _context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
                _context.Response.Headers.Location = $"{_context.Request.PathBase}{toPath(Uri.EscapeDataString(slug))}";
                _context.Response.Headers.CacheControl = "no-cache";
            }
            else
            {
                var (status, message) = await missing();
                await RejectAsync((int)status, message);
            }
        }
        catch (Exception failure) when (!Aborted.IsCancellationRequested && DatabaseFailure.Find(failure) is not null)
        {
            _context.Response.Headers.RetryAfter = "2"; // seconds, as for GraphQL
            await RejectAsync(StatusCodes.Status503ServiceUnavailable, "The database does not respond at the moment. Try again.");
        }
        catch (OperationCanceledException) when (!Aborted.IsCancellationRequested)
        {
            _context.Response.Headers.RetryAfter = "2"; // seconds, as for GraphQL
            await RejectAsync(StatusCodes.Status503ServiceUnavailable, "Reading this took too long. Try again in a few seconds.");
        }
        catch (Exception) when (Aborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
    }

    private string SpellPath() => _context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern }
        ? Placeholder().Replace(pattern, name => Uri.EscapeDataString(Part(name.Groups[1].Value)))
        : _context.Request.Path.ToUriComponent();

    /// <summary>Sends the reason why there is no document (RFC 9457).</summary>
    public Task RejectAsync(int status, string message)
    {
        _context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(message, statusCode: status).ExecuteAsync(_context);
    }

    // A part of a route, such as {slug} or {part:int:min(1)}.
    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Placeholder();
}
