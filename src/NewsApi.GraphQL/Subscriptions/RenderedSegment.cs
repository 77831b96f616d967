using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A segment of the log, rendered for one group.</summary>
/// <param name="To">The last position of the segment.</param>
/// <param name="Events">In the order of the log.</param>
/// <param name="Withdrawn">The articles that stopped being public in this segment.</param>
/// <param name="End">The event that ends every stream at this position; null where the log continues.</param>
internal sealed record RenderedSegment(long To, List<RenderedEvent> Events, HashSet<long> Withdrawn, StreamEvent? End = null)
{
    /// <summary>The approximate memory that its events take.</summary>
    public long Bytes => Events.Sum(e => e.Bytes);
}
