namespace NewsApi.Benchmarks.Hostile;

/// <summary>The latencies of the plain query, in milliseconds.</summary>
/// <param name="Failures">How many queries were not answered with articles.</param>
/// <param name="FirstFailure">The answer to the first of them.</param>
internal sealed record ProbeResult(int Queries, double P50, double P99, double Max, int Failures, string? FirstFailure);
