using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// One message at a time goes to the socket; who has another waits in line, and while it waits it holds what it has: a stream pulls its next
/// event only after the one before went out. So the line is never longer than the operations of the socket (and an answer to its own
/// messages), and nothing is dropped.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that needs disposing.")]
internal sealed class SendQueue(WebSocket socket)
{
    // SemaphoreSlim lets waiters in first come, first served.
    private readonly SemaphoreSlim _turn = new(1);
    private bool _closed;

    /// <summary>Sends a message made of up to three parts.</summary>
    /// <param name="over">When it has ended before the turn comes, the message is not sent; once begun, it is sent whole.</param>
    /// <exception cref="OperationCanceledException">It was not sent.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> middle, ReadOnlyMemory<byte> end, CancellationToken over)
    {
        await _turn.WaitAsync(over).ConfigureAwait(false);
        try
        {
            over.ThrowIfCancellationRequested();
            if (_closed)
            {
                return;
            }

            // One frame a message: three small ones would be three writes to the connection.
            var length = start.Length + middle.Length + end.Length;
            var message = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                start.CopyTo(message);
                middle.CopyTo(message.AsMemory(start.Length));
                end.CopyTo(message.AsMemory(start.Length + middle.Length));
                await SendNowAsync(message.AsMemory(0, length)).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(message);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends only where nobody is in line: a sign of life is not needed where there is other traffic.</summary>
    public async ValueTask SendIfIdleAsync(ReadOnlyMemory<byte> message)
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (!_closed)
            {
                await SendNowAsync(message).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends the close frame, after what is being sent; nothing goes out after it.</summary>
    public async ValueTask CloseAsync(SocketClosing closing, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_closed)
            {
                _closed = true;
                await socket.CloseOutputAsync((WebSocketCloseStatus)closing.Code, closing.Reason, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    // Without a token: half a frame cannot be taken back, so cancelling means aborting the socket, and that is for the session to decide.
    private ValueTask SendNowAsync(ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
