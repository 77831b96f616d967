using System.Diagnostics.Metrics;
using NewsApi.Transport.Telemetry;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The metrics of the subscriptions of this process. The host decides whether they are collected.</summary>
public sealed class SubscriptionMetrics
{
    public SubscriptionMetrics(SubscriptionHub hub, IMeterFactory meters)
    {
        var meter = meters.Create(TransportTelemetry.Name);
        meter.CreateObservableUpDownCounter(
            "newsapi.subscription.subscribers", () => hub.SubscriberCount, "{subscriber}", "Subscribers at this moment.");
        meter.CreateObservableUpDownCounter(
            "newsapi.subscription.groups", () => hub.GroupCount, "{subscription}",
            "Different subscriptions at this moment. Equal subscriptions count once.");
    }
}
