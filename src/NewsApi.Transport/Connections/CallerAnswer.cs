using System.Security.Claims;

namespace NewsApi.Transport.Connections;

/// <summary>The caller of a connection, or the reason why the caller is refused.</summary>
public abstract record CallerAnswer
{
    private CallerAnswer()
    {
    }

    /// <param name="Caller">Every operation of the connection runs as this principal.</param>
    /// <param name="Ends">
    /// Cancelled when the credentials are no longer valid (revoked or expired). The connection is then closed in a way that makes clients
    /// reconnect and authenticate again.
    /// </param>
    public sealed record Known(ClaimsPrincipal Caller, CancellationToken Ends = default) : CallerAnswer;

    /// <param name="Reason">
    /// One short sentence for the client's developer. The close frame of a WebSocket has room for 123 bytes of it.
    /// </param>
    public sealed record Refused(string Reason) : CallerAnswer;
}
