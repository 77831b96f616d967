namespace NewsApi.Benchmarks;

/// <summary>The run cannot go on: what would be timed is not the same work, or fails.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
