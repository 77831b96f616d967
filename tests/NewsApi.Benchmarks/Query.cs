namespace NewsApi.Benchmarks;

/// <summary>A question of a front end, in one or more variants.</summary>
/// <param name="Document">The operation; the same text for all variants, as clients send it.</param>
/// <param name="Target">The share of the limit's throughput to reach; null where none is set.</param>
internal sealed record Query(string Name, string Document, IReadOnlyList<Variant> Variants, double? Target = null);
