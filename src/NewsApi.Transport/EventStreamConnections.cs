using Microsoft.AspNetCore.Server.Kestrel.Core;
using NewsApi.Transport.Connections;

namespace NewsApi.Transport;

/// <summary>Connections on which an event stream costs little memory.</summary>
public static class EventStreamConnections
{
    /// <summary>
    /// Lets event streams keep the connections of an endpoint without their requests (<see cref="ConnectionHandover"/>). Must be called
    /// before all other middleware of the endpoint, because all responses then go straight to the socket. Without this call, and over TLS
    /// and HTTP/2, an event stream works too and costs more memory.
    /// </summary>
    public static ListenOptions UseEventStreamHandover(this ListenOptions endpoint)
    {
        endpoint.Use(next => connection => ConnectionHandover.ServeAsync(connection, next));
        return endpoint;
    }
}
