using System.Diagnostics.Metrics;
using NewsApi.Content.Reading.Counts;

namespace NewsApi.Content.Caching;

/// <summary>
/// The metrics of the cache of answers and of the total counts in memory, in this process. The host decides whether they are collected.
/// </summary>
public sealed class CacheMetrics
{
    public CacheMetrics(AnswerCache cache, CountMemory counts, IMeterFactory meters)
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
        meter.CreateObservableCounter(
            "newsapi.cache.count.requests",
            () => (Measurement<long>[])[Measure("hit", counts.Hits), Measure("miss", counts.Misses)],
            "{count}", "Total counts of lists that were asked for before: from memory, or counted by PostgreSQL.");
        meter.CreateObservableGauge("newsapi.cache.count.lists", () => counts.Count, "{list}", "Lists whose total counts are in memory.");
    }

    private static Measurement<long> Measure(string result, long value) =>
        new(value, new KeyValuePair<string, object?>("newsapi.cache.result", result));
}
