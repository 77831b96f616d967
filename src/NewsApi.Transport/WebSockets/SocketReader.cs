using System.Buffers;
using System.Net.WebSockets;

namespace NewsApi.Transport.WebSockets;

/// <summary>Reads the messages of a socket and joins their frames. An idle socket holds no buffer.</summary>
internal sealed class SocketReader(WebSocket socket, int maxBytes)
{
    private const int FirstBytes = 4096;

    private int _inMessage;

    /// <summary>
    /// True while a message has arrived only in part. The heartbeat closes the socket if a message stays incomplete for too long.
    /// </summary>
    public bool InMessage => Volatile.Read(ref _inMessage) != 0;

    /// <summary>Called when bytes from the client arrive.</summary>
    public required Action OnReceived { get; init; }

    /// <summary>
    /// Reads the next message and passes its text to <paramref name="handle"/>. The bytes are valid only until <paramref name="handle"/>
    /// has completed.
    /// </summary>
    /// <returns>
    /// <c>Closed</c> is true if the client has closed the socket. <c>Rejection</c> is the reason for closing the socket, if this method or
    /// <paramref name="handle"/> rejected the message; otherwise null.
    /// </returns>
    /// <exception cref="WebSocketException">The connection failed, or the client violated RFC 6455.</exception>
    public async ValueTask<(bool Closed, SocketClosing? Rejection)> ReadAsync(Func<ReadOnlyMemory<byte>, ValueTask<SocketClosing?>> handle)
    {
        // The wait needs no buffer; otherwise ten thousand idle sockets would hold ten thousand buffers.
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
                    Volatile.Write(ref _inMessage, 0);
                    return (false, await handle(buffer.AsMemory(0, length)).ConfigureAwait(false));
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }

                Volatile.Write(ref _inMessage, 1);
                received = await ReceiveAsync(buffer.AsMemory(length)).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _inMessage, 0);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Reads and discards messages until the client closes the socket too. If the service stopped reading, a client that sends much could
    /// be blocked in a send and not receive the close frame.
    /// </summary>
    public async ValueTask DiscardAsync()
    {
        var discarded = new byte[FirstBytes];
        while (!(await socket.ReceiveAsync(discarded.AsMemory(), CancellationToken.None).ConfigureAwait(false))
            .MessageType.Equals(WebSocketMessageType.Close))
        {
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    // Without a cancellation token: a cancelled receive aborts the socket, and then no close frame can be sent. WebSocket.Abort ends a
    // receive.
    private async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer)
    {
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        OnReceived();
        return received;
    }
}
