using System.Diagnostics.Metrics;

namespace NewsApi.Content.Wire;

/// <summary>
/// The metrics of the standby that this process reads; 0 in a process that writes. The host decides whether they are collected.
/// </summary>
public sealed class StandbyMetrics
{
    public StandbyMetrics(StandbyLag lag, IMeterFactory meters)
    {
        var meter = meters.Create(NewsMeter.Name);
        meter.CreateObservableGauge(
            "newsapi.standby.lag.duration", () => lag.Time.TotalSeconds, "s",
            "The longest time for which answers of this process may lack changes, because it reads a standby.");
        meter.CreateObservableGauge(
            "newsapi.standby.lag.size", () => lag.Bytes, "By",
            "The part of PostgreSQL's log that the standby has received and not yet applied.");
    }
}
