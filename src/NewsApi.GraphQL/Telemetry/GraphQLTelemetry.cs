using System.Diagnostics;
using System.Diagnostics.Metrics;
using NewsApi.Transport.Telemetry;

namespace NewsApi.GraphQL.Telemetry;

/// <summary>The metrics and spans of operations and events. The host decides whether they are collected.</summary>
internal static class GraphQLTelemetry
{
    private static readonly Meter Meter = new(TransportTelemetry.Name);

    public static ActivitySource Spans { get; } = new(TransportTelemetry.Name);

    /// <summary>
    /// The duration of operations, from the request to the response. For a subscription it is the duration until the stream begins.
    /// </summary>
    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "newsapi.operation.duration", "s", "Duration of operations, by type, name and outcome.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        });

    public static Histogram<double> FieldCost { get; } = MakeCost(
        "newsapi.operation.field_cost", "Field cost of operations, which stands for the work of the service.");

    public static Histogram<double> TypeCost { get; } = MakeCost(
        "newsapi.operation.type_cost", "Type cost of operations, which is the number of objects that a response may have.");

    public static Counter<long> RenderedEvents { get; } = Meter.CreateCounter<long>(
        "newsapi.subscription.events", "{event}", "Events of subscriptions that were rendered, once for all equal subscriptions.");

    /// <summary>
    /// Begins the span of reading the articles of some events. It is never a child of the request of a subscriber, because the events are
    /// rendered once for all subscribers.
    /// </summary>
    /// <param name="field">The root field of the subscription.</param>
    public static Activity? BeginEvents(string field)
    {
        Activity.Current = null;
        return Spans.HasListeners() ? Spans.StartActivity($"render {field}") : null;
    }

    /// <summary>Begins the span of rendering one event. It links to the span of the mutation that caused the event.</summary>
    /// <param name="traceParent">The trace context of the mutation; null if the change has no request.</param>
    public static Activity? BeginEvent(string field, string? traceParent)
    {
        if (!Spans.HasListeners())
        {
            return null;
        }

        ActivityLink[] links = ActivityContext.TryParse(traceParent, null, isRemote: true, out var cause) ? [new(cause)] : [];
        return Spans.StartActivity(ActivityKind.Internal, name: $"event {field}", links: links);
    }

    private static Histogram<double> MakeCost(string name, string description) => Meter.CreateHistogram(
        name, "{cost}", description,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 25_000] });
}
