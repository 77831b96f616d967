namespace NewsApi.Benchmarks;

/// <summary>One measurement that the load generator is to run.</summary>
/// <param name="File">A JSON list of <see cref="Exchange"/>.</param>
/// <param name="Exact">
/// True: each answer must be the expected one, byte by byte. False: the archive changes meanwhile, and an answer must be data without
/// errors; every other answer is counted as refused.
/// </param>
/// <param name="OwnAddresses">Whether each connection has a loopback address of its own, as clients of the internet have.</param>
internal sealed record LoadJob(
    int Port, string File, int Connections, double Seconds, bool Exact = true, bool OwnAddresses = false);
