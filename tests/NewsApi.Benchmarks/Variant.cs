namespace NewsApi.Benchmarks;

/// <param name="Variables">The operation's variables.</param>
/// <param name="LimitPath">The same question to the limit.</param>
internal sealed record Variant(object Variables, string LimitPath);
