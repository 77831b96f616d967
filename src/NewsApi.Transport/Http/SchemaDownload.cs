using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Http;

/// <summary>The published schema as a file, as HotChocolate serves it, so that its clients' download commands work unchanged.</summary>
internal sealed class SchemaDownload(SchemaText schema)
{
    /// <summary>Whether a request to the GraphQL URL asks for the schema: <c>GET ?sdl</c>, whatever its value.</summary>
    public static bool IsAskedFor(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Query.ContainsKey("sdl");

    public async Task HandleAsync(HttpContext context)
    {
        var sdl = Encoding.UTF8.GetBytes(schema());
        var response = context.Response;
        response.ContentType = "application/graphql; charset=utf-8";
        response.ContentLength = sdl.Length;
        response.Headers.ContentDisposition = "attachment; filename=\"schema.graphql\"";
        // The schema changes with the next deployment, at the same URL.
        response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(sdl, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
