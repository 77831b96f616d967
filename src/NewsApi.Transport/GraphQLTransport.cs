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

/// <summary>Which URL speaks which protocol.</summary>
public static class GraphQLTransport
{
    /// <summary>The GraphQL URL; the others hang below it.</summary>
    public const string Path = "/graphql";

    /// <summary>Where only WebSockets are spoken; HotChocolate's clients may be set to it.</summary>
    private const string SocketPath = $"{Path}/ws";

    /// <summary>Every URL under which the schema is downloaded; HotChocolate's versions differ, so all are served.</summary>
    private static readonly string[] SchemaPaths = [$"{Path}/schema.graphql", $"{Path}/schema", $"{Path}/sdl"];

    /// <summary>
    /// Maps the GraphQL URLs. Needs, as singletons, an <see cref="IOperationExecutor"/> and a <see cref="SchemaText"/>; takes a
    /// <see cref="TransportOptions"/>, a <see cref="CallerCheck"/> and a <see cref="TimeProvider"/> where there is one.
    /// </summary>
    /// <returns>The mapped URLs, for what the host wants of all of them (CORS, rates).</returns>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = services.GetService<TransportOptions>() ?? new TransportOptions();
        var executor = services.GetRequiredService<IOperationExecutor>();
        var callers = services.GetService<CallerCheck>() ?? AsTheRequestSays;
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
        urls.Map(Path, WithWebSockets(context => Pick(context, http, sockets, schema))).WithDisplayName("GraphQL");
        urls.Map(SocketPath, WithWebSockets(sockets.HandleAsync)).WithDisplayName("GraphQL over WebSocket");
        foreach (var path in SchemaPaths)
        {
            urls.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], schema.HandleAsync).WithDisplayName("GraphQL schema");
        }

        return urls;

        // Here and not in the host's pipeline, which need not know which of our URLs speak what.
        RequestDelegate WithWebSockets(RequestDelegate handle)
        {
            var pipeline = endpoints.CreateApplicationBuilder().UseWebSockets();
            pipeline.Run(handle);
            return pipeline.Build();
        }
    }

    /// <summary>One URL, several protocols: each has a sign of its own, and plain HTTP is what is left.</summary>
    private static Task Pick(HttpContext context, HttpHandler http, WebSocketHandler sockets, SchemaDownload schema) =>
        context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context)
        : SchemaDownload.IsAskedFor(context.Request) ? schema.HandleAsync(context)
        : http.HandleAsync(context);

    /// <summary>The caller of who has no <see cref="CallerCheck"/>.</summary>
    private static ValueTask<CallerAnswer> AsTheRequestSays(
        HttpContext context, System.Text.Json.JsonElement payload, CancellationToken cancellationToken) =>
        new(new CallerAnswer.Known(context.User));
}
