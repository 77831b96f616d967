using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NewsApi.Transport;

/// <summary>
/// HTTP/2 in clear text beside HTTP/1.1 on one port, for whoever knows that it is there (RFC 9113, section 3.3). Without TLS nothing is
/// negotiated and Kestrel answers HTTP/1.1 only, so the first bytes are looked at: HTTP/2 begins with a preface that no HTTP/1.1 request is.
/// </summary>
public static class Http2PriorKnowledge
{
    /// <summary>
    /// How Kestrel is told per connection, as its own TLS middleware does. The type is not public, so a Kestrel that has it no more is found
    /// by a test, and the service then speaks HTTP/1.1 alone.
    /// </summary>
    private static readonly Type? Feature = typeof(KestrelServerOptions).Assembly
        .GetType("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpProtocolsFeature");

    /// <summary>Before TLS or instead of it; an endpoint with TLS needs no such thing.</summary>
    public static ListenOptions UseHttp2PriorKnowledge(this ListenOptions endpoint)
    {
        if (Feature is null)
        {
            return endpoint;
        }

        var patience = endpoint.KestrelServerOptions.Limits.KeepAliveTimeout;
        endpoint.Use(next => connection => ServeAsync(connection, next, patience));
        return endpoint;
    }

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, TimeSpan patience)
    {
        if (await BeginsAsHttp2Async(connection, patience).ConfigureAwait(false) is not { } isHttp2)
        {
            return;
        }

        if (isHttp2)
        {
            connection.Features[Feature!] = Activator.CreateInstance(Feature!, HttpProtocols.Http2);
        }

        await next(connection).ConfigureAwait(false);
    }

    /// <summary>Looks at the first bytes and leaves them where they are.</summary>
    /// <returns>Null when none came: the client left, the service stops, or patience ended as it does for a kept-alive connection.</returns>
    private static async ValueTask<bool?> BeginsAsHttp2Async(ConnectionContext connection, TimeSpan patience)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stopping);
        enough.CancelAfter(patience);
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(enough.Token).ConfigureAwait(false);
                var (matches, whole) = Compare(read.Buffer);
                if (!matches || whole || read.IsCompleted)
                {
                    input.AdvanceTo(read.Buffer.Start);
                    return matches && whole;
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static (bool Matches, bool Whole) Compare(ReadOnlySequence<byte> begin)
    {
        Span<byte> bytes = stackalloc byte[Preface.Length];
        var length = (int)Math.Min(begin.Length, bytes.Length);
        begin.Slice(0, length).CopyTo(bytes);
        return (Preface.StartsWith(bytes[..length]), length == Preface.Length);
    }
}
