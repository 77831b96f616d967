using System.Buffers;
using System.Buffers.Text;
using Microsoft.AspNetCore.Connections;
using NewsApi.Transport.Connections;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// The connection of an event stream whose request has ended (<see cref="ConnectionHandover"/>). Writes the response in chunks (RFC 9112,
/// 7.1).
/// </summary>
internal sealed class HandedOverConnection(ConnectionContext connection, SocketStream output) : IStreamConnection
{
    // Eight digits for the size, and two line ends.
    private const int MaxFrame = 12;

    public CancellationToken Closed => connection.ConnectionClosed;

    public ValueTask WriteAsync(ReadOnlySpan<byte> part)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(part.Length + MaxFrame);
        try
        {
            Utf8Formatter.TryFormat(part.Length, chunk, out var length, 'x');
            "\r\n"u8.CopyTo(chunk.AsSpan(length));
            part.CopyTo(chunk.AsSpan(length + 2));
            "\r\n"u8.CopyTo(chunk.AsSpan(length + 2 + part.Length));
            return output.SendAsync(chunk.AsSpan(0, length + 2 + part.Length + 2), Closed);
        }
        finally
        {
            // Sent, or copied by now.
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    public ValueTask EndAsync() => output.SendAsync("0\r\n\r\n"u8, Closed);

    public void Abort() => connection.Abort();
}
