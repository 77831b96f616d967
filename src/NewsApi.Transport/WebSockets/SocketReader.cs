using System.Buffers;
using System.Net.WebSockets;

namespace NewsApi.Transport.WebSockets;

/// <summary>Puts a socket's messages together from their frames. A quiet socket holds no buffer.</summary>
internal sealed class SocketReader(WebSocket socket, int maxBytes)
{
    private const int FirstBytes = 4096;

    private int _whileInMessage;

    /// <summary>Set when a part of a message is here and its end is not; read and cleared by whoever watches over the time that takes.</summary>
    public bool InMessage => Volatile.Read(ref _whileInMessage) != 0;

    /// <summary>Called when bytes arrive.</summary>
    public required Action Heard { get; init; }

    /// <summary>
    /// Reads the next message and gives its text to <paramref name="take"/>; the bytes are gone after that.
    /// </summary>
    /// <returns>What came of it: the closing that was asked for, or null; and whether the peer has closed.</returns>
    /// <exception cref="WebSocketException">The connection broke, or the peer broke RFC 6455.</exception>
    public async ValueTask<(bool Closed, SocketClosing? Refusal)> NextAsync(Func<ReadOnlyMemory<byte>, ValueTask<SocketClosing?>> take)
    {
        // Waits without a buffer; ten thousand quiet sockets would hold as many.
        var received = await ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            var length = 0;
            while (true)
            {
                if (received.MessageType is WebSocketMessageType.Close)
                {
                    return (true, null);
                }

                length += received.Count;
                if (received.MessageType is WebSocketMessageType.Binary || length > maxBytes)
                {
                    return (false, length > maxBytes ? SocketClosing.TooBig : SocketClosing.Binary);
                }

                if (received.EndOfMessage)
                {
                    Volatile.Write(ref _whileInMessage, 0);
                    return (false, await take(buffer.AsMemory(0, length)).ConfigureAwait(false));
                }

                if (length == buffer.Length)
                {
                    buffer = Larger(buffer);
                }

                Volatile.Write(ref _whileInMessage, 1);
                received = await ReceiveAsync(buffer.AsMemory(length)).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _whileInMessage, 0);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads on without looking, until the peer has closed too: who sends much would not see our closing otherwise.</summary>
    public async ValueTask DiscardAsync()
    {
        var nothing = new byte[FirstBytes];
        while (!(await socket.ReceiveAsync(nothing.AsMemory(), CancellationToken.None).ConfigureAwait(false)).MessageType.Equals(WebSocketMessageType.Close))
        {
        }
    }

    private static byte[] Larger(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    // Without a token: a cancelled receive aborts the socket, and no closing could be sent any more. Whoever has to end it calls Abort.
    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer)
    {
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        Heard();
        return received;
    }
}
