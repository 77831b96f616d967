using System.Text;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Http;

/// <summary>Serves the schema as a file, as HotChocolate does. So the download commands of HotChocolate's clients work unchanged.</summary>
internal sealed class SchemaDownload(SchemaText schema)
{
    /// <summary>Returns true if the request is a GET whose URL has the parameter <c>sdl</c>, with any value.</summary>
    public static bool Matches(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Query.ContainsKey("sdl");

    public async Task HandleAsync(HttpContext context)
    {
        if (schema() is not { } text)
        {
            await ResponseWriter.RejectAsync(
                context, ResponseFormat.GraphQLResponse, TransportError.SchemaNotAllowed, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var sdl = Encoding.UTF8.GetBytes(text);
        var response = context.Response;
        response.ContentType = "application/graphql; charset=utf-8";
        response.ContentLength = sdl.Length;
        response.Headers.ContentDisposition = "attachment; filename=\"schema.graphql\"";
        // Not cached, because the next deployment may change the schema at the same URL.
        response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(sdl, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
