using NewsApi.Content.Wire;
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

/// <summary>Reads the log, judges it by a subscription's filter and renders what concerns it.</summary>
internal sealed class RenderedSegmentReader(SubscriptionPlan plan, NewsWire wire, EventRenderer renderer)
{
    /// <summary>The next stretch after a position; waits for one at the head. It is short where its events are large.</summary>
    /// <param name="judge">It remembers answers, so it serves one reader at a time.</param>
    public async Task<RenderedSegment> ReadAsync(WireCursor after, ChangeMatcher judge, CancellationToken cancellationToken)
    {
        var batch = await wire.NextAsync(after, cancellationToken);
        if (batch.Refusal is { } refusal)
        {
            return new RenderedSegment(after.Position, [], [], await renderer.RefusalAsync(refusal, cancellationToken));
        }

        var judged = await judge.MatchAsync(batch.Changes, cancellationToken);
        var rendered = await renderer.RenderAsync(plan, after.Epoch, judged.Where(plan.Concerns), cancellationToken);
        var to = rendered.CutAfter ?? batch.Cursor.Position;
        return new RenderedSegment(
            to, rendered.Events, [.. batch.Changes.Where(c => c.Position <= to && c is { WasPublic: true, IsPublic: false }).Select(c => c.SubjectId)]);
    }
}
