using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>The connection of an event stream whose request lasts as long as the stream: with TLS, and by HTTP/2.</summary>
internal sealed class RequestConnection(HttpContext context) : IStreamConnection
{
    public CancellationToken Closed { get; } = context.RequestAborted;

    public ValueTask WriteAsync(ReadOnlySpan<byte> part)
    {
        context.Response.BodyWriter.Write(part);
        return context.Response.BodyWriter.FlushAsync(Closed).WithoutResult();
    }

    // The server ends the response when the request ends.
    public ValueTask EndAsync() => default;

    public void Abort() => context.Abort();
}
