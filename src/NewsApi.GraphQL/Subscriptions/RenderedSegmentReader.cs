using NewsApi.Content.Matching;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Reads the log, matches its changes against the filter of a subscription, and renders the events.</summary>
internal sealed class RenderedSegmentReader(SubscriptionPlan plan, NewsWire wire, EventRenderer renderer)
{
    /// <summary>
    /// Reads the segment after a cursor. At the head of the log, the call waits for the next change. A segment with large events ends
    /// early.
    /// </summary>
    /// <param name="matcher">Only one reader at a time may use a matcher, because a matcher caches lookups.</param>
    public async Task<RenderedSegment> ReadAsync(WireCursor after, ChangeMatcher matcher, CancellationToken cancellationToken)
    {
        var batch = await wire.ReadNextAsync(after, cancellationToken);
        if (batch.Rejection is { } rejection)
        {
            return new RenderedSegment(after.Position, [], [], EventRenderer.RenderRejection(rejection));
        }

        var matched = await matcher.MatchAsync(batch.Changes, cancellationToken);
        var rendered = await renderer.RenderAsync(plan, after.Epoch, matched.Where(plan.Includes), cancellationToken);
        var to = rendered.CutAfter ?? batch.Cursor.Position;
        return new RenderedSegment(
            to, rendered.Events, [.. batch.Changes.Where(c => c.Position <= to && c is { Before: not null, After: null }).Select(
                c => c.SubjectId)]);
    }
}
