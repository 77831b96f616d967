using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.ServerSentEvents;
using NewsApi.Transport.WebSockets;

namespace NewsApi.Transport;

/// <summary>Maps the GraphQL URLs to their protocols.</summary>
public static class GraphQLTransport
{
    /// <summary>The GraphQL URL; the other URLs are below it.</summary>
    public const string Path = "/graphql";

    /// <summary>The URL for WebSockets only. Existing clients of HotChocolate may be configured with this URL.</summary>
    private const string SocketPath = $"{Path}/ws";

    /// <summary>The URLs of the schema download. HotChocolate's URL differs from version to version, so all its URLs are served.</summary>
    private static readonly string[] SchemaPaths = [$"{Path}/schema.graphql", $"{Path}/schema", $"{Path}/sdl"];

    /// <summary>
    /// Maps the GraphQL URLs. The host must register an <see cref="IOperationExecutor"/> and a <see cref="SchemaText"/> as singletons, and
    /// may register <see cref="TransportOptions"/>, a <see cref="CallerCheck"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <returns>The mapped URLs, for conventions of the host that apply to all of them (CORS, rate limits).</returns>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetService<TransportOptions>() ?? new TransportOptions();
        var executor = services.GetRequiredService<IOperationExecutor>();
        var callers = services.GetService<CallerCheck>() ?? UseRequestUser;
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();

        var heartbeat = new Heartbeat(time, options.HeartbeatInterval);
        var stop = new ServiceStop(lifetime, time, options.DrainTime);
        var addresses = new AddressLimit(options.MaxConnectionsPerAddress);
        lifetime.ApplicationStopped.Register(heartbeat.Dispose);

        var events = new EventStreamHandler(
            options, heartbeat, stop, addresses, callers, services.GetRequiredService<ILogger<EventStreamHandler>>());
        var http = new HttpHandler(executor, options, events, services.GetRequiredService<ILogger<HttpHandler>>());
        var schema = new SchemaDownload(services.GetRequiredService<SchemaText>());

        var sockets = new WebSocketHandler(
            executor, options, heartbeat, stop, addresses, callers, time, services.GetRequiredService<ILogger<WebSocketHandler>>());

        var urls = endpoints.MapGroup("");
        urls.Map(Path, WithWebSockets(context => DispatchAsync(context, http, sockets, schema))).WithDisplayName("GraphQL");
        urls.Map(SocketPath, WithWebSockets(sockets.HandleAsync)).WithDisplayName("GraphQL over WebSocket");
        foreach (var path in SchemaPaths)
        {
            urls.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], schema.HandleAsync).WithDisplayName("GraphQL schema");
        }

        return urls;

        // WebSockets are enabled here, for these URLs only. So the host need not enable them for the URLs that accept them.
        RequestDelegate WithWebSockets(RequestDelegate handle)
        {
            var pipeline = endpoints.CreateApplicationBuilder().UseWebSockets();
            pipeline.Run(handle);
            return pipeline.Build();
        }
    }

    /// <summary>
    /// Passes the request to a handler. An upgrade request goes to the WebSocket handler. A request for the schema goes to the schema
    /// download. Every other request goes to the HTTP handler.
    /// </summary>
    private static Task DispatchAsync(HttpContext context, HttpHandler http, WebSocketHandler sockets, SchemaDownload schema) =>
        context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context)
        : SchemaDownload.Matches(context.Request) ? schema.HandleAsync(context)
        : http.HandleAsync(context);

    /// <summary>Returns the user of the HTTP request as the caller. Used if the host registers no <see cref="CallerCheck"/>.</summary>
    private static ValueTask<CallerAnswer> UseRequestUser(
        HttpContext context, JsonElement payload, CancellationToken cancellationToken) =>
        new(new CallerAnswer.Known(context.User));
}
