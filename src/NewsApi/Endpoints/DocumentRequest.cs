using System.Net;
using NewsApi.Content.Database;
using NewsApi.Formats.Items;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Responses;

namespace NewsApi.Endpoints;

/// <summary>A request for a document with public content: its addresses, and how it is answered.</summary>
internal sealed class DocumentRequest
{
    private static readonly string[] Folders = ["/articles", "/people", "/places", "/topics", "/sections", "/lists"];

    private readonly HttpContext _context;

    public DocumentRequest(HttpContext context)
    {
        _context = context;
        Service = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        Self = $"{Service}{context.Request.Path.ToUriComponent()}";
        var options = context.RequestServices.GetRequiredService<OperationOptions>();
        Site = options.Site with { Root = options.Site.Root ?? Service };
    }

    /// <summary>The address of the service, without a slash at the end.</summary>
    public string Service { get; }

    /// <summary>The address of the document.</summary>
    public string Self { get; }

    /// <summary>The site that shows the news; the service itself if no site is set.</summary>
    public SiteAddresses Site { get; }

    public CancellationToken Aborted => _context.RequestAborted;

    /// <summary>Returns true for a path below which documents are, so that requests for it have limits as queries have.</summary>
    public static bool Matches(PathString path) =>
        Array.Exists(Folders, folder => path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase))
        || (path.Value is { } text && (text.StartsWith("/feed.", StringComparison.OrdinalIgnoreCase)
            || text.Contains("sitemap", StringComparison.OrdinalIgnoreCase)));

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
                var now = _context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
                await DocumentResponse.SendAsync(_context, result, mediaType, document.ReadAt, now, Aborted);
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
        catch (Exception) when (Aborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
    }

    /// <summary>Sends the reason why there is no document (RFC 9457).</summary>
    public Task RejectAsync(int status, string message)
    {
        _context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(message, statusCode: status).ExecuteAsync(_context);
    }
}
