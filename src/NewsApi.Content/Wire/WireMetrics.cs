using System.Diagnostics.Metrics;

namespace NewsApi.Content.Wire;

/// <summary>The metrics of the change log in this process. The host decides whether they are collected.</summary>
public sealed class WireMetrics
{
    public WireMetrics(NewsWire wire, IMeterFactory meters)
    {
        var meter = meters.Create(NewsMeter.Name);
        meter.CreateObservableGauge(
            "newsapi.wire.position", () => wire.Head.Position, "{change}", "Position of the newest change that this process has read.");
        meter.CreateObservableGauge(
            "newsapi.wire.lag.changes", () => wire.ChangesBehind, "{change}", "Changes of the log that this process has not read yet.");
        meter.CreateObservableGauge(
            "newsapi.wire.lag.duration", () => wire.TimeBehind.TotalSeconds, "s",
            "Time since this process last had read the log up to its head. If it grows, subscribers get nothing.");
    }
}
