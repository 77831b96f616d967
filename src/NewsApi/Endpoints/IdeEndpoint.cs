using System.Text.Json.Nodes;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves the GraphQL IDE. A browser that opens the GraphQL URL is redirected to <c>/graphql/ui/</c>. The files come from a package (see
/// <c>Ide/README.md</c>) and are served unchanged, except the start page. If Node was missing at the build, the files are also missing. A
/// plain page then explains how to get them.
/// </summary>
public static class IdeEndpoint
{
    private const string Path = GraphQLTransport.Path + "/ui";

    /// <summary>
    /// The value of the header <c>Content-Security-Policy</c>. It allows no origin other than this service: the IDE is loaded only from
    /// this service, and calls only this service. The policy has three exceptions, and the IDE does not start without the first two: the
    /// editor writes style elements, its validators are compiled at run time, and its style sheet contains pictures.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        + "base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] CompressedTypes =
        ["text/javascript", "text/css", "text/html", "text/plain", "application/json", "image/svg+xml", "font/ttf"];

    /// <summary>
    /// Adds the redirect and the files of the IDE. Must be called before the endpoints are added, because otherwise the GraphQL endpoint
    /// would handle a browser's request before the redirect.
    /// </summary>
    public static WebApplication UseIde(this WebApplication app)
    {
        app.UseWhen(context => PrefersPage(context.Request), browser => browser.Run(RedirectToIdeAsync));
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "ide");
        app.Map(Path, ide =>
        {
            if (File.Exists(System.IO.Path.Combine(folder, "index.html")))
            {
                Serve(ide, folder);
            }
            else
            {
                ide.Run(WriteMissingPageAsync);
            }
        });
        return app;
    }

    /// <summary>
    /// Returns true if a GET or HEAD of the GraphQL URL has no query string and prefers HTML. Browsers prefer HTML; programs prefer JSON or
    /// accept any type. A request with a query string is a GraphQL request to execute.
    /// </summary>
    private static bool PrefersPage(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        var atGraphQL = request.Path.StartsWithSegments(GraphQLTransport.Path, out var rest) && (!rest.HasValue || rest == "/");
        return atGraphQL && request.Query.Count == 0
            && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)
            && ranges.MaxBy(range => range.Quality ?? 1) is { } first
            && first.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
    }

    private static Task RedirectToIdeAsync(HttpContext context)
    {
        var here = context.Request.Path.Value ?? "";
        return RedirectTo(context, here.EndsWith('/') ? "ui/" : here[(here.LastIndexOf('/') + 1)..] + "/ui/");
    }

    /// <param name="address">A relative address, so that the redirect also works behind a proxy with a path prefix.</param>
    private static Task RedirectTo(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = address;
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static void Serve(IApplicationBuilder ide, string folder)
    {
        // The files have 12 MB, or 3.3 MB compressed. They contain no secrets, so compression under HTTPS cannot reveal a secret.
        ide.UseMiddleware<ResponseCompressionMiddleware>(new ResponseCompressionProvider(
            ide.ApplicationServices,
            Options.Create(new ResponseCompressionOptions { EnableForHttps = true, MimeTypes = CompressedTypes })));

        var page = AddFirstVisit(File.ReadAllText(System.IO.Path.Combine(folder, "index.html")));
        var settings = AddWelcome(folder);
        ide.Use((context, next) => context.Request.Path.Value switch
        {
            // The links of the page are relative, so the address of the page must end in a slash.
            "" => RedirectTo(context, "ui/"),
            "/" or "/index.html" => WriteAsync(context, "text/html; charset=utf-8", page),
            "/bcp-config.json" => WriteAsync(context, "application/json; charset=utf-8", settings),
            // Not served: the IDE's service worker caches the page for offline use, and reloads it while the user reads a response. Without
            // the service, the page has no use.
            "/service-worker.js" => WriteNotFoundAsync(context),
            _ => next(context),
        });
        ide.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            OnPrepareResponse = file => SetHeaders(file.Context),
            // The licence and notice files beside the scripts have no extension.
            ServeUnknownFileTypes = true,
            DefaultContentType = "text/plain; charset=utf-8",
        });
    }

    private static Task WriteNotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Adds the script that opens a first document, and a notice. The script comes before those of the IDE, which read the settings. The
    /// licence requires that a modified copy has a notice.
    /// </summary>
    private static string AddFirstVisit(string page) => page.Replace(
        "<head>",
        "<head><!-- Modified by NewsApi: this script element is added. --><script src=\"first-visit.js\"></script>",
        StringComparison.Ordinal);

    private static string AddWelcome(string folder)
    {
        var settings = JsonNode.Parse(
            File.ReadAllText(System.IO.Path.Combine(folder, "bcp-config.json")))!.AsObject(); // not null: our own file
        settings["graphQLDocument"] = File.ReadAllText(System.IO.Path.Combine(folder, "welcome.graphql"));
        return settings.ToJsonString();
    }

    private static Task WriteAsync(HttpContext context, string contentType, string text)
    {
        SetHeaders(context);
        context.Response.ContentType = contentType;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static void SetHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        // Below static/, the name of a file contains a hash of its content.
        headers.CacheControl = context.Request.Path.StartsWithSegments("/static") ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static async Task WriteMissingPageAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>The IDE is not installed</title>
            <h1>The GraphQL IDE is not installed here</h1>
            <p>Its files come from npm, and the service was built where Node was missing or <code>npm ci</code> failed.
            Install Node 20 or newer, then build again: <code>dotnet build src/NewsApi</code>.</p>
            <p>The API works all the same: POST a query to <code>/graphql</code>, or read
            <a href="../graphql?query=%7B__typename%7D">an answer</a> and <a href="../graphql/schema.graphql">the schema</a>.</p>
            </html>
            """,
            context.RequestAborted);
    }
}
