using System.Net;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace NewsApi.Endpoints;

/// <summary>
/// Serves the start page at <c>/</c>, which lists the addresses of the service. A browser gets a page, and any other client gets plain
/// text.
/// </summary>
public static class StartPage
{
    /// <summary>
    /// The addresses that a newcomer opens first, without a leading slash, each with a description. The start of the service prints the
    /// same list.
    /// </summary>
    public static readonly IReadOnlyList<(string Path, string Meaning)> Addresses =
    [
        ("graphql", "the GraphQL IDE in a browser; GraphQL over HTTP, event streams and WebSockets for programs"),
        ("live/", "the newest articles, as they are published"),
        ("graphql/schema.graphql", "the schema in SDL"),
        ("health/ready", "whether the service can respond to requests"),
    ];

    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Returns the absolute addresses for a browser on this machine, each with its description.</summary>
    /// <param name="listening">An address on which the service listens. A wildcard host becomes <c>localhost</c>.</param>
    public static IEnumerable<string> AddressesAt(string listening)
    {
        var address = BindingAddress.Parse(listening);
        var isWildcard = !IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || ip.Equals(IPAddress.Any)
            || ip.Equals(IPAddress.IPv6Any);
        var host = isWildcard ? "localhost" : address.Host;
        return Addresses.Select(item => $"{address.Scheme}://{host}:{address.Port}/{item.Path}: {item.Meaning}");
    }

    /// <summary>Adds the page.</summary>
    public static void MapStartPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], WriteAsync);

    private static Task WriteAsync(HttpContext context)
    {
        var isPage = MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out var ranges)
            && ranges.Any(range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.Accept;
        context.Response.ContentType = isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        var body = Encoding.UTF8.GetBytes(isPage ? Page() : Text(context.Request.PathBase));
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static string Text(PathString pathBase) =>
        string.Concat(Addresses.Select(address => $"{pathBase}/{address.Path}: {address.Meaning}\n"));

    // The links are relative, so that they work behind a proxy with a path prefix.
    private static string Page()
    {
        var items = Addresses.Select(address => $"<dt><a href=\"{address.Path}\">/{address.Path}</a></dt><dd>{address.Meaning}</dd>");
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>NewsApi</title>
            <link rel="stylesheet" href="live/live.css">
            </head>
            <body>
            <main>
            <h1>NewsApi</h1>
            <p>A headless news content API: articles, people, places and topics over GraphQL.</p>
            <dl>
            {string.Join('\n', items)}
            </dl>
            </main>
            </body>
            </html>
            """;
    }
}
