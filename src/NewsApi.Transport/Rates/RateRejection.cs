namespace NewsApi.Transport.Rates;

/// <summary>The reason why a client has to wait.</summary>
/// <param name="RetryAfter">The number of seconds after which the client may use the rejected cost, if it uses nothing meanwhile.</param>
/// <param name="Left">The cost that the client may use now.</param>
/// <param name="Burst">The largest cost that the client may use at once.</param>
/// <param name="IsAuthenticated">True if the limit is that of a key or user; false if it is that of an address.</param>
public sealed record RateRejection(int RetryAfter, long Left, int Burst, bool IsAuthenticated);
