namespace NewsApi.Benchmarks.Hostile;

/// <summary>What an attack found.</summary>
/// <param name="Milliseconds">How long it took, without the time for which the service waits by its documentation.</param>
/// <param name="Fault">What was not as documented; null if nothing was.</param>
/// <param name="Counts">How often there was which answer, where there were many.</param>
internal sealed record HostileResult(double Milliseconds, string? Fault, IReadOnlyDictionary<string, int>? Counts = null);
