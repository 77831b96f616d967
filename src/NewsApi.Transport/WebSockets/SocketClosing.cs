using System.Text;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// The reason for closing a socket. The codes are those of GraphQL over WebSocket (44xx) and of RFC 6455, section 7.4 and its registry
/// (10xx). The official client reconnects after 1001, 1005, 1006, 1012 to 1014, 4403, 4408 and unknown codes. It gives up after 4400, 4401,
/// 4406, 4409, 4429, 4500 and every other 1xxx code, so the service sends those codes only for mistakes of a client.
/// </summary>
/// <param name="Reason">One sentence, truncated to 123 bytes, because a close frame has no room for more.</param>
internal sealed record SocketClosing(int Code, string Reason)
{
    private const int MaxReasonBytes = 123;

    /// <summary>The reply to a close frame from the client.</summary>
    public static readonly SocketClosing Normal = new(1000, "");

    /// <summary>The client was silent for longer than the peer timeout. A client that still runs reconnects.</summary>
    public static readonly SocketClosing Silent = new(1001, "No message from the client within the timeout");

    /// <summary>The code of RFC 6455 for "Message too big".</summary>
    public static readonly SocketClosing TooBig = new(1009, "The message is too large");

    /// <summary>The registered code for "Service restart". Every client reconnects.</summary>
    public static readonly SocketClosing Stopping = new(1012, "The service is stopping");

    /// <summary>
    /// The registered code for "Try again later". A stream failed on the server, and the client should reconnect to resume it.
    /// </summary>
    public static readonly SocketClosing Broken = new(1013, "A stream failed; reconnect");

    /// <summary>The key has too many connections. The client should try again later.</summary>
    public static readonly SocketClosing TooManyConnections = new(1013, "This key already has too many connections");

    public static readonly SocketClosing Binary = Invalid("A message must be text");

    /// <summary>The client sent an operation before the server acknowledged the connection.</summary>
    public static readonly SocketClosing Unauthorized = new(4401, "Unauthorized");

    public static readonly SocketClosing NoCommonProtocol = new(4406, "Subprotocol not acceptable");

    public static readonly SocketClosing InitTimeout = new(4408, "Connection initialisation timeout");

    public static readonly SocketClosing TwoInits = new(4429, "Too many initialisation requests");

    /// <summary>The credentials are no longer valid. Clients reconnect after 4403.</summary>
    public static readonly SocketClosing CredentialsEnded = Forbidden("The key or token was revoked or has expired");

    public static SocketClosing Forbidden(string reason) => new(4403, Truncate(reason));

    /// <summary>The client sent a message with a type or format that the protocol does not define.</summary>
    public static SocketClosing Invalid(string reason) => new(4400, Truncate(reason));

    public static SocketClosing AlreadyExists(string id) => new(4409, Truncate($"Subscriber for {id} already exists"));

    /// <summary>Counts the closing in the metrics, if the client caused it: by a message, a timeout, or its credentials.</summary>
    public void CountRejection()
    {
        if (Code is 1009 or (>= 4400 and < 4500))
        {
            TransportTelemetry.CountRejection($"CLOSE_{Code}");
        }
    }

    private static string Truncate(string reason)
    {
        if (Encoding.UTF8.GetByteCount(reason) <= MaxReasonBytes)
        {
            return reason;
        }

        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MaxReasonBytes - "…"u8.Length)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }
}
