namespace NewsApi.Benchmarks;

/// <summary>What one measurement found; latencies in milliseconds.</summary>
/// <param name="Cpu">Seconds of processor time that the generator took.</param>
/// <param name="Refused">How many requests got no data, or errors beside it; always 0 where answers must be exact.</param>
/// <param name="FirstRefused">The answer to the first of them.</param>
/// <param name="Error">The first thing that went wrong; null when nothing did.</param>
internal sealed record LoadResult(
    long Requests, double Seconds, double P50, double P99, double Cpu, string? Error, int Refused = 0, string? FirstRefused = null)
{
    public double PerSecond => Requests / Seconds;
}
