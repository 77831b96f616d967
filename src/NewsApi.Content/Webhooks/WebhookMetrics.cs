using System.Diagnostics.Metrics;

namespace NewsApi.Content.Webhooks;

/// <summary>
/// The metrics of the webhooks that this process sends to. If a process takes a webhook over, the metrics of the other process keep their
/// attempts and lose their lag. The host decides whether they are collected.
/// </summary>
public sealed class WebhookMetrics
{
    public WebhookMetrics(WebhookDeliveries deliveries, IMeterFactory meters)
    {
        var meter = meters.Create(NewsMeter.Name);
        meter.CreateObservableCounter(
            "newsapi.webhook.attempts", () => deliveries.Attempts.SelectMany(Measure), "{attempt}",
            "Attempts to send an announcement: accepted, refused by a status, or failed without a response. The last two are repeated.");
        meter.CreateObservableGauge(
            "newsapi.webhook.lag.changes", () => deliveries.Lags.Select(lag => new Measurement<long>(lag.Changes, Id(lag.Webhook))),
            "{change}", "Changes of the log that the receiver has not accepted.");
        meter.CreateObservableGauge(
            "newsapi.webhook.lag.duration",
            () => deliveries.Lags.Select(lag => new Measurement<double>(lag.Time.TotalSeconds, Id(lag.Webhook))), "s",
            "Age of the oldest change that the receiver has not accepted.");
    }

    private static IEnumerable<Measurement<long>> Measure(WebhookAttempts attempts) =>
    [
        Measure(attempts.Accepted, "accepted", attempts.Webhook),
        Measure(attempts.Refused, "refused", attempts.Webhook),
        Measure(attempts.Failed, "failed", attempts.Webhook),
    ];

    private static Measurement<long> Measure(long count, string result, long webhook) =>
        new(count, Id(webhook), new KeyValuePair<string, object?>("newsapi.webhook.result", result));

    // Only operators add webhooks, so there are few ids.
    private static KeyValuePair<string, object?> Id(long webhook) => new("newsapi.webhook.id", webhook);
}
