namespace NewsApi.Benchmarks;

/// <summary>What to send and what must come back.</summary>
/// <param name="Request">The whole request as it goes on the wire.</param>
/// <param name="Answer">The body of the answer.</param>
internal sealed record Exchange(string Request, string Answer);
