namespace NewsApi.Benchmarks.Importing;

/// <summary>One way to write the articles, measured once.</summary>
/// <param name="Seconds">From the start of the program, or of the first COPY, to its end.</param>
/// <param name="Program">Processor time of the program that imports; zero for COPY.</param>
/// <param name="Server">Processor time of PostgreSQL's processes for connections; null where they cannot be seen.</param>
internal sealed record ImportMeasurement(double Seconds, TimeSpan Program, TimeSpan? Server);
