namespace NewsApi.Benchmarks;

/// <summary>What one measurement found; latencies in milliseconds.</summary>
/// <param name="Cpu">Seconds of processor time that the generator took.</param>
/// <param name="Error">The first thing that went wrong; null when nothing did.</param>
internal sealed record LoadResult(long Requests, double Seconds, double P50, double P99, double Cpu, string? Error)
{
    public double PerSecond => Requests / Seconds;
}
