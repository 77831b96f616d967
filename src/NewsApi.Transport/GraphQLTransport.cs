using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Http;

namespace NewsApi.Transport;

/// <summary>Which URL speaks which protocol.</summary>
public static class GraphQLTransport
{
    /// <summary>The GraphQL URL; the others hang below it.</summary>
    public const string Path = "/graphql";

    /// <summary>Every URL under which the schema is downloaded; HotChocolate's versions differ, so all are served.</summary>
    private static readonly string[] SchemaPaths = [$"{Path}/schema.graphql", $"{Path}/schema", $"{Path}/sdl"];

    /// <summary>
    /// Maps the GraphQL URLs. Needs, as singletons, an <see cref="IOperationExecutor"/> and a <see cref="SchemaText"/>; takes a
    /// <see cref="TransportOptions"/> where there is one.
    /// </summary>
    /// <returns>The mapped URLs, for what the host wants of all of them (CORS, rates).</returns>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetService<TransportOptions>() ?? new TransportOptions();
        var http = new HttpHandler(
            services.GetRequiredService<IOperationExecutor>(), options, services.GetRequiredService<ILogger<HttpHandler>>());
        var schema = new SchemaDownload(services.GetRequiredService<SchemaText>());

        var urls = endpoints.MapGroup("");
        urls.Map(Path, context => Pick(context, http, schema)).WithDisplayName("GraphQL");
        foreach (var path in SchemaPaths)
        {
            urls.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], schema.HandleAsync).WithDisplayName("GraphQL schema");
        }

        return urls;
    }

    /// <summary>One URL, several protocols: each has a sign of its own, and plain HTTP is what is left.</summary>
    private static Task Pick(HttpContext context, HttpHandler http, SchemaDownload schema) =>
        SchemaDownload.IsAskedFor(context.Request) ? schema.HandleAsync(context)
        : http.HandleAsync(context);
}
