using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NewsApi.Transport;

/// <summary>
/// Serves HTTP/2 in clear text and HTTP/1.1 on one port, for clients with prior knowledge (RFC 9113, section 3.3). Without TLS no protocol
/// is negotiated, and Kestrel serves only HTTP/1.1 on a port without TLS. So this class chooses the protocol by the first bytes of a
/// connection. HTTP/2 begins with a preface that is not a valid HTTP/1.1 request.
/// </summary>
public static class Http2PriorKnowledge
{
    /// <summary>
    /// The type of the feature that sets Kestrel's protocol for a connection; Kestrel's TLS middleware sets the same feature. The type is
    /// not public. If a future Kestrel lacks this type, a test fails, and the service serves only HTTP/1.1.
    /// </summary>
    private static readonly Type? Feature = typeof(KestrelServerOptions).Assembly
        .GetType("Microsoft.AspNetCore.Server.Kestrel.Core.Internal.HttpProtocolsFeature");

    /// <summary>
    /// Enables HTTP/2 with prior knowledge on an endpoint without TLS. An endpoint with TLS needs no such call, because TLS negotiates the
    /// protocol.
    /// </summary>
    public static ListenOptions UseHttp2PriorKnowledge(this ListenOptions endpoint)
    {
        if (Feature is null)
        {
            return endpoint;
        }

        var timeout = endpoint.KestrelServerOptions.Limits.KeepAliveTimeout;
        endpoint.Use(next => connection => ServeAsync(connection, next, Feature, timeout));
        return endpoint;
    }

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, Type feature, TimeSpan timeout)
    {
        if (await PeekAsync(connection, timeout).ConfigureAwait(false) is not { } isHttp2)
        {
            return;
        }

        if (isHttp2)
        {
            connection.Features[feature] = Activator.CreateInstance(feature, HttpProtocols.Http2);
        }

        await next(connection).ConfigureAwait(false);
    }

    /// <summary>Reads the first bytes of the connection without consuming them.</summary>
    /// <returns>
    /// True if these bytes are the preface of HTTP/2. Null if too few bytes arrived before the client disconnected, the service stopped, or
    /// the keep-alive timeout passed.
    /// </returns>
    private static async ValueTask<bool?> PeekAsync(ConnectionContext connection, TimeSpan timeout)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, stopping);
        enough.CancelAfter(timeout);
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
