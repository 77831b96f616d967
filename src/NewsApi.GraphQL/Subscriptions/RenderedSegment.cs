using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>What a group is told of a stretch of the log.</summary>
/// <param name="To">The last position of the stretch.</param>
/// <param name="Events">In the order of the log.</param>
/// <param name="TakenAway">The articles that the stretch took from the public.</param>
/// <param name="End">The event that ends every stream that came this far; null where the log goes on.</param>
internal sealed record RenderedSegment(long To, List<RenderedEvent> Events, HashSet<long> TakenAway, StreamEvent? End = null)
{
    /// <summary>What keeping its events takes, about.</summary>
    public long Bytes => Events.Sum(e => e.Bytes);
}
