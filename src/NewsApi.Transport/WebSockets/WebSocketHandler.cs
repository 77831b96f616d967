using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Upgrades a request to a WebSocket session. Messages are not compressed (permessage-deflate), for three reasons. A dictionary takes far
/// more memory than an idle socket. Every message would be compressed once for each client. A message can contain both secrets and an
/// attacker's text, and then its compressed length can reveal the secrets.
/// </summary>
internal sealed class WebSocketHandler(
    IOperationExecutor executor, TransportOptions options, Heartbeat heartbeat, ServiceStop stop, ClientLimits limits,
    CallerCheck checkCaller, TimeProvider time, ILogger<WebSocketHandler> log)
{
    /// <summary>The protocol's name in <c>Sec-WebSocket-Protocol</c>.</summary>
    public const string SubProtocol = "graphql-transport-ws";

    private readonly SignOfLife _signs = new(heartbeat.Interval);
    private readonly AllowedOrigins _origins = AllowedOrigins.Parse(options.Origins);

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await RejectAsync(context, TransportError.OnlyWebSocket).ConfigureAwait(false);
            return;
        }

        // A browser sends the origin of the page, and does not apply CORS to WebSockets.
        if (!_origins.Allows(context.Request.Headers.Origin.ToString(), context.Request.Host.Value))
        {
            await RejectAsync(context, TransportError.OtherOrigin).ConfigureAwait(false);
            return;
        }

        // Checked before the upgrade, while a status can be sent. A client in a browser gets code 1006 and reconnects.
        var address = limits.FindAddress(context);
        if (!limits.Connections.TryAcquire(address))
        {
            context.Response.Headers.RetryAfter = "10";
            await RejectAsync(context, TransportError.TooManyConnections(limits.Connections.LimitOf(address))).ConfigureAwait(false);
            return;
        }

        try
        {
            await ServeAsync(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected. The failures that this causes are expected.
        }
        catch (Exception bug)
        {
            log.LogError(bug, "Unexpected failure of a WebSocket");
            context.Abort();
        }
        finally
        {
            limits.Connections.Release(address);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        // Kestrel aborts clients that read less than 240 bytes a second; PeerTimeout replaces that limit.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var isSupported = context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = isSupported ? SubProtocol : null,
            // No pings from .NET, because the protocol has its own pings, and its clients in browsers reply to them.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        }).ConfigureAwait(false);
        if (isSupported)
        {
            var session = new SocketSession(
                socket, context, executor, options, heartbeat, _signs, stop, new ConnectionClient(limits, context), checkCaller, time, log);
            await session.RunAsync().ConfigureAwait(false);
        }
        else
        {
            await SocketSession.RejectAsync(socket, SocketClosing.NoCommonProtocol, time, options.DrainTime).ConfigureAwait(false);
        }
    }

    private static Task RejectAsync(HttpContext context, TransportError error) =>
        ResponseWriter.RejectAsync(context, ResponseFormat.GraphQLResponse, error, context.RequestAborted);
}
