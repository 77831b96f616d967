using System.Diagnostics.Metrics;

namespace NewsApi.Content.Caching;

/// <summary>The metrics of the cache of answers in this process. The host decides whether they are collected.</summary>
public sealed class CacheMetrics
{
    public CacheMetrics(AnswerCache cache, IMeterFactory meters)
    {
        var meter = meters.Create(NewsMeter.Name);
        meter.CreateObservableCounter(
            "newsapi.cache.requests",
            () => (Measurement<long>[])[Measure("hit", cache.Hits), Measure("miss", cache.Misses), Measure("shared", cache.Shared)],
            "{request}", "Requests that the cache could answer: from memory, by a computation, or by one for another request.");
        meter.CreateObservableCounter(
            "newsapi.cache.evictions", () => cache.Evictions, "{answer}", "Answers that were removed from the cache to make room.");
        meter.CreateObservableCounter(
            "newsapi.cache.checks", () => (Measurement<long>[])[Measure("carried", cache.Carried), Measure("touched", cache.Touched)],
            "{check}", "Checks of answers after changes of public content: still right, or removed because a change touches them.");
        meter.CreateObservableGauge("newsapi.cache.answers", () => cache.Count, "{answer}", "Answers in the cache.");
        meter.CreateObservableGauge("newsapi.cache.size", () => cache.Size, "By", "Memory of the answers in the cache.");
    }

    private static Measurement<long> Measure(string result, long value) =>
        new(value, new KeyValuePair<string, object?>("newsapi.cache.result", result));
}
