namespace NewsApi.Content.Outgoing;

/// <summary>The addresses of a part of all public articles.</summary>
/// <param name="Count">The number of all public articles.</param>
public sealed record PublicAddresses(long Count, IReadOnlyList<PublicAddress> Addresses);
