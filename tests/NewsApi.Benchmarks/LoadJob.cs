namespace NewsApi.Benchmarks;

/// <summary>One measurement that is wanted of the load generator.</summary>
/// <param name="File">A JSON list of <see cref="Exchange"/>.</param>
internal sealed record LoadJob(int Port, string File, int Connections, double Seconds);
