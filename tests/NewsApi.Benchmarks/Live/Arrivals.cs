namespace NewsApi.Benchmarks.Live;

/// <summary>When each event of a stretch reached each listener.</summary>
/// <param name="ByPosition">The listeners that an event reached, in the order in which they did.</param>
internal sealed record Arrivals(IReadOnlyDictionary<long, IReadOnlyList<(int Listener, long At)>> ByPosition);
