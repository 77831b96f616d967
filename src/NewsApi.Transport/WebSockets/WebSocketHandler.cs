using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Turns a request for a WebSocket into a session. Messages are not compressed (permessage-deflate): a dictionary a socket costs far more
/// than a quiet socket does, every message would be compressed once a reader instead of once, and secrets beside a stranger's text leak
/// through their compressed length.
/// </summary>
internal sealed class WebSocketHandler(
    IOperationExecutor executor, TransportOptions options, Heartbeat heartbeat, ServiceStop stop, AddressLimit addresses, CallerCheck callers,
    TimeProvider time, ILogger<WebSocketHandler> log)
{
    /// <summary>The protocol's name in <c>Sec-WebSocket-Protocol</c>.</summary>
    public const string SubProtocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(context, TransportError.OnlyWebSocket).ConfigureAwait(false);
            return;
        }

        // Before the upgrade, because only then there is a status; a browser's client sees code 1006 and tries again.
        var address = context.Connection.RemoteIpAddress;
        if (!addresses.Take(address))
        {
            context.Response.Headers.RetryAfter = "10";
            await RefuseAsync(context, TransportError.TooManyConnections(options.MaxConnectionsPerAddress)).ConfigureAwait(false);
            return;
        }

        try
        {
            await ServeAsync(context).ConfigureAwait(false);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and whatever broke for want of it is nobody's news.
        }
        catch (Exception bug)
        {
            log.LogError(bug, "A WebSocket failed unexpectedly");
            context.Abort();
        }
        finally
        {
            addresses.Give(address);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        // Kestrel cuts who takes less than 240 bytes a second; a sleeping reader is ours to judge (PeerTimeout).
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var spoken = context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = spoken ? SubProtocol : null,
            // The protocol has pings of its own, which browsers answer and which tell more.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        }).ConfigureAwait(false);
        if (spoken)
        {
            var session = new SocketSession(socket, context, executor, options, heartbeat, stop, callers, time, log);
            await session.RunAsync().ConfigureAwait(false);
        }
        else
        {
            await SocketSession.TurnAwayAsync(socket, SocketClosing.NoCommonProtocol, time, options.DrainTime).ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext context, TransportError error) =>
        ResponseWriter.RefuseAsync(context, ResponseFormat.GraphQLResponse, error, context.RequestAborted);
}
