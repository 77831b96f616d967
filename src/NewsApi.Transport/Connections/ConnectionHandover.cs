using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Lets a response use its connection after its request has ended. For an open request, Kestrel and ASP.NET keep about 8 KB: the parsed
/// request, its headers and features, and the state of each middleware. A response that lasts for hours needs none of these, only the
/// connection. So the handler sends the headers of the response, calls <see cref="Continue"/> and returns. Kestrel then ends the request
/// and frees it, and the rest of the response is sent to the socket. So all responses of the connection must go straight to the socket, and
/// not through the pipe of Kestrel's transport: nothing tells when that pipe is empty, and the rest would overtake the headers. Only a
/// connection without TLS can be handed over, and only by a request of HTTP/1.1.
/// </summary>
internal sealed class ConnectionHandover : IConnectionHeartbeatFeature
{
    // Large enough for most responses, so that each is sent at once.
    private static readonly StreamPipeWriterOptions OutputOptions = new(minimumBufferSize: 16 << 10, leaveOpen: true);

    private readonly ConnectionContext _connection;
    private readonly IConnectionHeartbeatFeature _heartbeat;
    private readonly IDuplexPipe _transport;
    private Func<ConnectionContext, SocketStream, Task>? _rest;

    // The callback of Kestrel for the timeouts of its requests. The state is written last and read first.
    private Action<object>? _checkTimeouts;
    private volatile object? _timeouts;

    private ConnectionHandover(ConnectionContext connection, IConnectionHeartbeatFeature heartbeat) =>
        (_connection, _heartbeat, _transport) = (connection, heartbeat, connection.Transport);

    /// <summary>Serves a connection: first by <paramref name="next"/>, then by the response to which it was handed over.</summary>
    public static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.Features.Get<IConnectionHeartbeatFeature>() is not { } heartbeat
            || connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        var output = new SocketStream(connection, socket);
        connection.Transport = new SocketTransport(connection.Transport.Input, PipeWriter.Create(output, OutputOptions));

        // Kestrel's own feature keeps each callback, and with it the last request, as long as the connection is open.
        var handover = new ConnectionHandover(connection, heartbeat);
        connection.Features.Set<IConnectionHeartbeatFeature>(handover);
        await next(connection).ConfigureAwait(false);
        if (handover.TakeRest() is { } rest)
        {
            await rest(connection, output).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the handover of a request; null if its connection cannot be handed over.</summary>
    public static ConnectionHandover? Find(HttpContext context) =>
        context.Features.Get<IConnectionHeartbeatFeature>() is ConnectionHandover handover
        && HttpProtocol.IsHttp11(context.Request.Protocol)
        // TLS puts a transport of its own on top, which ends with the request.
        && handover._connection.Transport == handover._transport ? handover : null;

    /// <summary>
    /// Sets the headers with which Kestrel leaves the rest of the response to the caller: the caller writes the chunks, and no other
    /// request follows on the connection. Must be called before the response starts.
    /// </summary>
    public static void SetHeaders(HttpResponse response)
    {
        response.Headers.TransferEncoding = "chunked";
        response.Headers.Connection = "close";
    }

    /// <summary>
    /// Hands the connection over. The response must have started. <paramref name="rest"/> is called after the request has ended, also if
    /// the connection is closed by then.
    /// </summary>
    public void Continue(Func<ConnectionContext, SocketStream, Task> rest) => _rest = rest;

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state)
    {
        if (_checkTimeouts is not null)
        {
            _heartbeat.OnHeartbeat(action, state);
            return;
        }

        (_checkTimeouts, _timeouts) = (action, state);
        _heartbeat.OnHeartbeat(static self => ((ConnectionHandover)self).CheckTimeouts(), this);
    }

    private void CheckTimeouts()
    {
        if (_timeouts is { } state)
        {
            _checkTimeouts?.Invoke(state);
        }
    }

    private Func<ConnectionContext, SocketStream, Task>? TakeRest()
    {
        _timeouts = null;
        (var rest, _rest) = (_rest, null);
        return rest;
    }

    private sealed record SocketTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
