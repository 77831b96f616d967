namespace NewsApi.Benchmarks.Live;

/// <param name="Arrivals">How many events have arrived since the last <see cref="ListenerJob.Write"/>.</param>
/// <param name="Error">The first thing that went wrong with any of the listeners; null when nothing did.</param>
internal sealed record ListenerAnswer(long Arrivals, string? Error);
