using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Sends one message at a time. Other senders wait: a stream requests its next event only after the previous one was sent. So at most one
/// message of each operation waits, plus the replies to messages of the client. No message is dropped.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing that needs disposing.")]
internal sealed class SendQueue(WebSocket socket)
{
    // SemaphoreSlim lets waiting senders in by their order of arrival.
    private readonly SemaphoreSlim _sending = new(1);
    private bool _closed;

    /// <summary>Sends a message made of up to three parts.</summary>
    /// <param name="ended">
    /// Its cancellation discards the message if it still waits. A message that is being sent is sent completely.
    /// </param>
    /// <exception cref="OperationCanceledException">The message was not sent.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> middle, ReadOnlyMemory<byte> end, CancellationToken ended)
    {
        await _sending.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            ended.ThrowIfCancellationRequested();
            if (_closed)
            {
                return;
            }

            // The parts are sent as one frame, because three frames would be three writes to the connection.
            var length = start.Length + middle.Length + end.Length;
            var message = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                start.CopyTo(message);
                middle.CopyTo(message.AsMemory(start.Length));
                end.CopyTo(message.AsMemory(start.Length + middle.Length));
                await SendFrameAsync(message.AsMemory(0, length)).ConfigureAwait(false);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(message);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>
    /// Sends a message only if no other message is being sent. Used for heartbeats, which are unnecessary while there is other traffic.
    /// </summary>
    public async ValueTask SendIfIdleAsync(ReadOnlyMemory<byte> message)
    {
        if (!_sending.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (!_closed)
            {
                await SendFrameAsync(message).ConfigureAwait(false);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends the close frame after the message that is being sent. Messages that still wait are not sent.</summary>
    public async ValueTask CloseAsync(SocketClosing closing, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_closed)
            {
                _closed = true;
                await socket.CloseOutputAsync((WebSocketCloseStatus)closing.Code, closing.Reason, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    // Without a cancellation token: a cancelled send would abort the socket, and only the session may abort it.
    private async ValueTask SendFrameAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception broken) when (broken is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // What the socket throws depends on how far it has noticed that the connection broke.
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, broken);
        }
    }
}
