using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A segment of the log that was rendered for one group of subscriptions. The subscriptions of a group have equal keys.</summary>
/// <param name="To">The last position of the segment.</param>
/// <param name="Events">The events of the segment, in the order of the log.</param>
/// <param name="Withdrawn">The articles that ceased to be public in this segment.</param>
/// <param name="End">Null if the log continues; otherwise the event that ends every stream at the position <c>To</c>.</param>
internal sealed record RenderedSegment(long To, List<RenderedEvent> Events, HashSet<long> Withdrawn, StreamEvent? End = null)
{
    /// <summary>The approximate memory of the events, in bytes.</summary>
    public long Bytes => Events.Sum(e => e.Bytes);
}
