using System.Text;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Why a socket is closed: codes of GraphQL over WebSocket (44xx) and of RFC 6455, section 7.4 with its registry (10xx). What a client does
/// depends on the code: the official one comes back after 1001, 1005, 1006, 1012 to 1014, 4403, 4408 and unknown ones, and gives up for good
/// after 4400, 4401, 4406, 4409, 4429, 4500 and every other 1xxx, so those are kept for what a client does wrong.
/// </summary>
/// <param name="Reason">One sentence, cut to the 123 bytes that a close frame has room for.</param>
internal sealed record SocketClosing(int Code, string Reason)
{
    private const int MostReasonBytes = 123;

    /// <summary>The peer has closed; it gets its answer.</summary>
    public static readonly SocketClosing Normal = new(1000, "");

    /// <summary>Nothing was heard of the peer for longer than the peer timeout. Comes back, should it be alive after all.</summary>
    public static readonly SocketClosing Silent = new(1001, "No sign of life from the client");

    /// <summary>"Message too big".</summary>
    public static readonly SocketClosing TooBig = new(1009, "The message is larger than the server takes");

    /// <summary>"Service restart": every client comes back.</summary>
    public static readonly SocketClosing Stopping = new(1012, "The service is stopping");

    /// <summary>"Try again later": a stream broke on the server's side, and its client should resume it.</summary>
    public static readonly SocketClosing Broken = new(1013, "A stream broke; connect again");

    public static readonly SocketClosing Binary = Invalid("A message must be text");

    /// <summary>An operation before the connection was acknowledged.</summary>
    public static readonly SocketClosing Unauthorized = new(4401, "Unauthorized");

    public static readonly SocketClosing NoCommonProtocol = new(4406, "Subprotocol not acceptable");

    public static readonly SocketClosing InitTimeout = new(4408, "Connection initialisation timeout");

    public static readonly SocketClosing TwoInits = new(4429, "Too many initialisation requests");

    /// <summary>The caller may not connect, or is no longer who it was; 4403 is what clients try again after.</summary>
    public static readonly SocketClosing KnownNoMore = Forbidden("The key was revoked or has expired");

    public static SocketClosing Forbidden(string reason) => new(4403, Cut(reason));

    /// <summary>A message of a type or format that the protocol does not have.</summary>
    public static SocketClosing Invalid(string reason) => new(4400, Cut(reason));

    public static SocketClosing AlreadyExists(string id) => new(4409, Cut($"Subscriber for {id} already exists"));

    private static string Cut(string reason)
    {
        if (Encoding.UTF8.GetByteCount(reason) <= MostReasonBytes)
        {
            return reason;
        }

        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in reason.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > MostReasonBytes - "…"u8.Length)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }
}
