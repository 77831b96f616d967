using System.Security.Claims;

namespace NewsApi.Transport.Connections;

/// <summary>The result of authenticating the client of a connection: the caller, or the reason for a rejection.</summary>
public abstract record CallerAnswer
{
    private CallerAnswer()
    {
    }

    /// <param name="Caller">The caller of every operation of the connection.</param>
    /// <param name="Ends">
    /// Cancelled when the credentials are no longer valid (revoked or expired). The connection is then closed in a way that makes clients
    /// reconnect and authenticate again.
    /// </param>
    public sealed record Known(ClaimsPrincipal Caller, CancellationToken Ends = default) : CallerAnswer
    {
        /// <summary>The time at which the credentials expire; null if they do not. No event is sent from that time on.</summary>
        public DateTimeOffset? Expires { get; init; }
    }

    /// <param name="Reason">
    /// One short sentence for the client's developer. A close frame of a WebSocket contains only the first 123 bytes of this sentence.
    /// </param>
    public sealed record Rejected(string Reason) : CallerAnswer;

    /// <summary>The credentials cannot be checked at the moment. The client should connect again some seconds later.</summary>
    public sealed record Unavailable : CallerAnswer;
}
