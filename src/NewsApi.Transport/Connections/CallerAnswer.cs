using System.Security.Claims;

namespace NewsApi.Transport.Connections;

/// <summary>Who is calling, or why they may not.</summary>
public abstract record CallerAnswer
{
    private CallerAnswer()
    {
    }

    /// <param name="Caller">Every operation of the connection runs as this.</param>
    /// <param name="Ends">
    /// Ends when that is no longer true (the key was revoked or has expired): the connection is closed in a way that makes clients come back
    /// and be asked again.
    /// </param>
    public sealed record Known(ClaimsPrincipal Caller, CancellationToken Ends = default) : CallerAnswer;

    /// <param name="Reason">One short sentence for the client's developer; a WebSocket's closing has room for 123 bytes of it.</param>
    public sealed record Refused(string Reason) : CallerAnswer;
}
