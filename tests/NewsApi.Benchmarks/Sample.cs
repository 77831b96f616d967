namespace NewsApi.Benchmarks;

/// <summary>One measurement of a query on one side.</summary>
/// <param name="AppCpu">Microseconds of processor time a request took in the side's own process.</param>
/// <param name="DatabaseCpu">The same in PostgreSQL; null where that cannot be seen.</param>
/// <param name="LoadShare">The part of all the machine's processor time that the load generator took.</param>
internal sealed record Sample(double PerSecond, double P50, double P99, double AppCpu, double? DatabaseCpu, double LoadShare);
