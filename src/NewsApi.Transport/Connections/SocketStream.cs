using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Sends to the socket of a connection, on the thread that writes. Kestrel's own transport copies everything into blocks of 4 KB, from
/// which another thread sends. If ten thousand streams write at once, as many blocks wait there, and Kestrel keeps them for minutes. Here
/// bytes are copied only if the socket does not take them at once, because the client is slow. A failed write aborts the connection and
/// does not throw, because the caller has a token for the closed connection.
/// </summary>
internal sealed class SocketStream : Stream
{
    private readonly ConnectionContext _connection;
    private readonly Socket _socket;

    /// <param name="socket">The socket of the connection. Its synchronous operations do not wait from now on.</param>
    public SocketStream(ConnectionContext connection, Socket socket)
    {
        (_connection, _socket) = (connection, socket);
        socket.Blocking = false;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sends bytes that the caller may change after this method has returned. No two sends may overlap.</summary>
    /// <returns>A task that completes when the system has taken all bytes. It waits while the client does not read.</returns>
    public ValueTask SendAsync(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken) =>
        TrySend(bytes) is var sent && sent == bytes.Length ? default : SendRestAsync(bytes[sent..].ToArray(), cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        TrySend(buffer.Span) is var sent && sent == buffer.Length ? default : SendRestAsync(buffer[sent..], cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>
    /// Sends the rest of an aborted response. No caller can wait here, so the connection is aborted if the client is slow.
    /// </summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (TrySend(buffer) != buffer.Length)
        {
            _connection.Abort();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is buffered.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends what the socket takes at once.</summary>
    /// <returns>The number of bytes taken. All of them if the connection is broken, because no more can be sent.</returns>
    private int TrySend(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = _socket.Send(bytes, SocketFlags.None, out var error);
            switch (error)
            {
                case SocketError.Success:
                    return sent;
                case SocketError.WouldBlock:
                    return 0;
            }
        }
        catch (ObjectDisposedException)
        {
            // The connection was closed by this process.
        }

        _connection.Abort();
        return bytes.Length;
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        try
        {
            while (!rest.IsEmpty)
            {
                rest = rest[await _socket.SendAsync(rest, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            _connection.Abort();
        }
        catch (OperationCanceledException)
        {
            // A part of the bytes may have been sent, and nothing may follow it.
            _connection.Abort();
            throw;
        }
    }
}
