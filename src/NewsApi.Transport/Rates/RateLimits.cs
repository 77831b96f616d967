using System.Threading.RateLimiting;

namespace NewsApi.Transport.Rates;

/// <summary>
/// Limits the cost that each client may use, by token buckets of .NET's rate limiting. A client without recent requests has no bucket, so
/// the memory does not grow with the number of all clients.
/// </summary>
public sealed class RateLimits : IDisposable
{
    /// <summary>
    /// The price of a request of any kind: of its reading, its authentication and its validation. An operation costs its client at least
    /// this price, so that a flood of invalid documents is limited too.
    /// </summary>
    public const int LeastPrice = 10;

    /// <summary>A request pays the least price up to twice before its operation has a price; a third price is for rounding.</summary>
    private const int PaidBefore = 3 * LeastPrice;

    private const int PeriodsPerSecond = 10;

    private readonly PartitionedRateLimiter<Client> _buckets;
    private readonly RateOptions _options;

    public RateLimits(RateOptions options)
    {
        _options = options;
        _buckets = PartitionedRateLimiter.Create<Client, Client>(client => LimitOf(client) is var limit and > 0
            ? RateLimitPartition.GetTokenBucketLimiter(client, _ => CreateBucket(limit))
            : RateLimitPartition.GetNoLimiter(client));
    }

    /// <summary>Takes a price from what the client may use.</summary>
    /// <param name="client">The client; null for a client without limits.</param>
    /// <param name="price">
    /// The price. If an operation costs less than was already taken for its request, the rest is below 0, and nothing more is taken.
    /// </param>
    /// <returns>Null if the client has enough left; otherwise the rejection, and nothing is taken.</returns>
    public RateRejection? TryTake(Client? client, double price)
    {
        if (client is null || price <= 0 || LimitOf(client) is not (var limit and > 0))
        {
            return null;
        }

        // An operation that costs more than a full bucket has to wait for a full bucket. Otherwise it could never run. Full means without
        // the least prices that the same request has paid before.
        var burst = BurstOf(limit);
        var permits = (int)Math.Min(Math.Ceiling(price), Math.Max(1, burst - PaidBefore));
        using var lease = _buckets.AttemptAcquire(client, permits);
        if (lease.IsAcquired)
        {
            return null;
        }

        // The bucket's own value is rounded down to whole periods, so the client would come one period too early.
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var least) ? least : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling((wait + TimeSpan.FromSeconds(1d / PeriodsPerSecond)).TotalSeconds));
        var left = _buckets.GetStatistics(client)?.CurrentAvailablePermits ?? 0;
        return new RateRejection(seconds, left, burst, client.IsAuthenticated);
    }

    /// <summary>
    /// Takes the price of work that is already done. If the client has less left, everything is taken, so that a client with an almost
    /// empty bucket cannot cause such work again and again.
    /// </summary>
    /// <returns>Null if the client had enough left; otherwise the rejection.</returns>
    public RateRejection? TakeAfterwards(Client? client, double price)
    {
        var rejection = TryTake(client, price);
        if (rejection is not null)
        {
            TryTake(client, rejection.Left);
        }

        return rejection;
    }

    public void Dispose() => _buckets.Dispose();

    private static int BurstOf(int limit) => limit * RateOptions.BurstSeconds;

    private int LimitOf(Client client) => client.IsAuthenticated ? _options.CostPerKey : _options.CostPerAddress;

    private static TokenBucketRateLimiterOptions CreateBucket(int limit) => new()
    {
        TokenLimit = BurstOf(limit),

        // A limit that a tenth of a second does not divide is refilled once a second, so that it is exact.
        TokensPerPeriod = limit % PeriodsPerSecond == 0 ? limit / PeriodsPerSecond : limit,
        ReplenishmentPeriod = TimeSpan.FromSeconds(limit % PeriodsPerSecond == 0 ? 1d / PeriodsPerSecond : 1),
        QueueLimit = 0,
        // One timer of the partitioned limiter refills all buckets.
        AutoReplenishment = false,
    };
}
