namespace NewsApi.Benchmarks.Live;

/// <summary>When an event had wholly arrived at a listener.</summary>
/// <param name="Position">Of the event in the change log.</param>
/// <param name="At">In ticks of the stopwatch, which is one clock for all processes of the machine.</param>
internal readonly record struct Arrival(long Position, long At);
