using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Responses;

/// <summary>
/// A response that waits for events: an event stream, or a page of events. Until it is disposed of, it counts as one connection and one
/// subscription of its client.
/// </summary>
internal sealed class LongResponse : IDisposable
{
    private readonly ClientLimits _limits;
    private readonly Client? _client;

    private LongResponse(ClientLimits limits, Client? client) => (_limits, _client) = (limits, client);

    /// <summary>Counts one connection and one subscription.</summary>
    /// <returns>Null and the error if the client has too many of one of them.</returns>
    public static (LongResponse? Opened, TransportError? Rejection) TryOpen(ClientLimits limits, HttpContext context)
    {
        var client = limits.FindClient(context, context.User);
        if (!limits.Connections.TryAcquire(client))
        {
            return (null, TransportError.TooManyConnections(limits.Connections.LimitOf(client)));
        }

        if (!limits.Subscriptions.TryAcquire(client))
        {
            limits.Connections.Release(client);
            return (null, TransportError.TooManySubscriptions(limits.Subscriptions.LimitOf(client)));
        }

        return (new LongResponse(limits, client), null);
    }

    /// <summary>Rejects a request with 429. The client may try again after ten seconds.</summary>
    public static Task RejectAsync(HttpContext context, ResponseFormat format, TransportError tooMany)
    {
        context.Response.Headers.RetryAfter = "10";
        return ResponseWriter.RejectAsync(context, format, tooMany, context.RequestAborted);
    }

    public void Dispose()
    {
        _limits.Subscriptions.Release(_client);
        _limits.Connections.Release(_client);
    }
}
