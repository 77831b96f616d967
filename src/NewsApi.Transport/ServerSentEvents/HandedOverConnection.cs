using System.Buffers;
using System.Buffers.Text;
using Microsoft.AspNetCore.Connections;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>
/// The connection of an event stream whose request has ended (<see cref="Connections.ConnectionHandover"/>). Writes the response in chunks
/// (RFC 9112, 7.1).
/// </summary>
internal sealed class HandedOverConnection(ConnectionContext connection) : IStreamConnection
{
    private const int MaxSizeDigits = 8;

    public CancellationToken Closed => connection.ConnectionClosed;

    public ValueTask WriteAsync(ReadOnlySpan<byte> part)
    {
        var output = connection.Transport.Output;
        Utf8Formatter.TryFormat(part.Length, output.GetSpan(MaxSizeDigits), out var digits, 'x');
        output.Advance(digits);
        output.Write("\r\n"u8);
        output.Write(part);
        output.Write("\r\n"u8);
        return output.FlushAsync(Closed).WithoutResult();
    }

    public ValueTask EndAsync()
    {
        connection.Transport.Output.Write("0\r\n\r\n"u8);
        return connection.Transport.Output.FlushAsync(Closed).WithoutResult();
    }

    public void Abort() => connection.Abort();
}
