using NewsApi.Content.Matching;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Reads the log, judges it by a subscription's filter and renders what concerns it.</summary>
internal sealed class RenderedSegmentReader(SubscriptionPlan plan, NewsWire wire, EventRenderer renderer)
{
    /// <summary>The next stretch after a position; waits for one at the head. It is short where its events are large.</summary>
    /// <param name="judge">It remembers answers, so it serves one reader at a time.</param>
    public async Task<RenderedSegment> ReadAsync(WireCursor after, ChangeMatcher judge, CancellationToken cancellationToken)
    {
        var batch = await wire.ReadNextAsync(after, cancellationToken);
        if (batch.Refusal is { } refusal)
        {
            return new RenderedSegment(after.Position, [], [], await renderer.RefusalAsync(refusal, cancellationToken));
        }

        var judged = await judge.MatchAsync(batch.Changes, cancellationToken);
        var rendered = await renderer.RenderAsync(plan, after.Epoch, judged.Where(plan.Concerns), cancellationToken);
        var to = rendered.CutAfter ?? batch.Cursor.Position;
        return new RenderedSegment(
            to, rendered.Events, [.. batch.Changes.Where(c => c.Position <= to && c is { Before: not null, After: null }).Select(c => c.SubjectId)]);
    }
}
