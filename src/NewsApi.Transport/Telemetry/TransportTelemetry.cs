using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NewsApi.Transport.Telemetry;

/// <summary>
/// The metrics and spans of the transport. No tag has a value that a client chooses. The host decides whether they are collected.
/// </summary>
public static class TransportTelemetry
{
    /// <summary>The name of all meters and activity sources of the service.</summary>
    public const string Name = "NewsApi";

    private const string Unexpected = "UNEXPECTED";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>(
        "newsapi.request.rejections", "{request}", "Requests that were rejected, by the code of the error.");

    private static readonly Counter<long> Delivered = Meter.CreateCounter<long>(
        "newsapi.subscription.deliveries", "{event}", "Events of subscriptions that were sent, counted for each subscriber.");

    /// <summary>The spans of the transport.</summary>
    internal static ActivitySource Spans { get; } = new(Name);

    /// <summary>Counts a rejected request.</summary>
    /// <param name="code">The value of <c>extensions.code</c>; null for an unexpected error.</param>
    public static void CountRejection(string? code) => Rejected.Add(1, new KeyValuePair<string, object?>("error.type", code ?? Unexpected));

    /// <summary>Counts an event that was sent to one subscriber.</summary>
    /// <param name="protocol">The protocol of the subscriber: <c>event-stream</c>, <c>page</c> or <c>websocket</c>.</param>
    internal static void CountDelivery(string protocol) =>
        Delivered.Add(1, new KeyValuePair<string, object?>("newsapi.protocol", protocol));

    /// <summary>
    /// Begins the span of an operation on a WebSocket. It continues the trace of the client, or begins a new one. It is never a child of
    /// the request that opened the WebSocket, because that request may last for days.
    /// </summary>
    /// <param name="traceParent">The trace context of the client (W3C Trace Context, <c>traceparent</c>); null if it sends none.</param>
    internal static Activity? BeginSocketOperation(string? traceParent)
    {
        Activity.Current = null;
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        return Spans.StartActivity("WebSocket subscribe", ActivityKind.Server, parent);
    }
}
