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
using NewsApi.Transport.Pages;
using NewsApi.Transport.Repeats;
using NewsApi.Transport.Requests;
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

    /// <summary>The URL of a persisted document. Its parameters are <c>variables</c> and <c>extensions</c>.</summary>
    private const string PersistedPath =
        $"{Path}/persisted/{{{RequestReader.IdInPath}}}/{{{RequestReader.NameInPath}?}}";

    /// <summary>The URLs of the schema download. HotChocolate's URL differs from version to version, so all its URLs are served.</summary>
    private static readonly string[] SchemaPaths = [$"{Path}/schema.graphql", $"{Path}/schema", $"{Path}/sdl"];

    /// <summary>
    /// Maps the GraphQL URLs. The host must register an <see cref="IOperationExecutor"/> and a <see cref="SchemaText"/> as singletons, and
    /// may register <see cref="TransportOptions"/>, a <see cref="CallerCheck"/>, a <see cref="TimeProvider"/> and
    /// <see cref="RepeatedRequests"/>.
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
        var limits = new ClientLimits(options);
        lifetime.ApplicationStopped.Register(heartbeat.Dispose);

        var events = new EventStreamHandler(
            options, heartbeat, stop, limits, callers, time, services.GetRequiredService<ILogger<EventStreamHandler>>());
        var pages = new PageHandler(options, stop, limits, callers, time);
        var http = new HttpHandler(
            executor, options, events, pages, limits, services.GetService<RepeatedRequests>(),
            services.GetRequiredService<ILogger<HttpHandler>>());
        var schema = new SchemaDownload(services.GetRequiredService<SchemaText>());

        var sockets = new WebSocketHandler(
            executor, options, heartbeat, stop, limits, callers, time, services.GetRequiredService<ILogger<WebSocketHandler>>());

        var urls = endpoints.MapGroup("");
        urls.Map(Path, WithWebSockets(context => DispatchAsync(context, http, sockets, schema))).WithDisplayName("GraphQL");
        urls.Map(SocketPath, WithWebSockets(sockets.HandleAsync)).WithDisplayName("GraphQL over WebSocket");
        urls.Map(PersistedPath, http.HandleAsync).WithDisplayName("Persisted GraphQL operations");
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
    /// Adds the middleware that answers requests which equal an earlier one, if the host has registered <see cref="RepeatedRequests"/>. It
    /// must come before authentication and routing, whose work it saves, and after all that adds headers to every response.
    /// </summary>
    public static void UseRepeatedRequests(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        if (services.GetService<RepeatedRequests>() is { IsEnabled: true } repeats)
        {
            var options = services.GetService<TransportOptions>() ?? new TransportOptions();
            app.Use(next => new RepeatHandler(next, repeats, options).HandleAsync);
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
