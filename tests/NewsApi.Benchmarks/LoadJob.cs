namespace NewsApi.Benchmarks;

/// <summary>One measurement that the load generator is to run.</summary>
/// <param name="File">A JSON list of <see cref="Exchange"/>.</param>
internal sealed record LoadJob(int Port, string File, int Connections, double Seconds);
