using NewsApi.Content.Database;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Telemetry;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Renders the events of a segment of the log. Each event is rendered once for all subscribers of a group.</summary>
internal sealed class EventRenderer(SnapshotFactory snapshots, OperationOptions options, FailureReporter failures) : IDisposable
{
    /// <summary>
    /// The largest number of articles in a batch, which is a group of articles that are read together. Smaller batches would need more
    /// statements; larger batches would take more memory at once.
    /// </summary>
    private const int MaxBatch = 32;

    /// <summary>
    /// The size, in bytes, at which a segment ends early. The size is limited because a subscriber that stops reading while it catches up
    /// holds one segment in memory.
    /// </summary>
    private const long MaxBytes = 256 * 1024;

    private readonly FieldRunner _runner = new(snapshots, failures);

    // Limits concurrent batches. For example, a thousand filters can match one article, or a few filters can have large selections. Without
    // the limit, they would take all connections to PostgreSQL away from the queries.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, options.MaxConcurrent / 2));

    /// <summary>
    /// Renders the events of changes. An event must never show withdrawn text. So this method reads the articles in their current state and
    /// with the visibility of the public. An article that is no longer public has no event except <c>LEFT</c>.
    /// </summary>
    public async Task<RenderedEvents> RenderAsync(
        SubscriptionPlan plan, int epoch, IEnumerable<ListChange> changes, CancellationToken cancellationToken)
    {
        var events = new List<RenderedEvent>();
        var bytes = 0L;
        foreach (var batch in changes.Chunk(CountArticlesPerBatch(plan)))
        {
            if (bytes > MaxBytes)
            {
                return new RenderedEvents(events, events[^1].Position);
            }

            await _turns.WaitAsync(cancellationToken);
            try
            {
                var before = events.Count;
                await RenderBatchAsync(plan, epoch, batch, events, cancellationToken);
                bytes += events.Skip(before).Sum(e => e.Bytes);
            }
            finally
            {
                _turns.Release();
            }
        }

        return new RenderedEvents(events, null);
    }

    /// <summary>Renders the event that ends a stream because the log cannot continue after the subscriber's cursor.</summary>
    public static StreamEvent RenderRejection(WireRejection rejection) =>

        // The event has no cursor. If its id were the head of the log, an EventSource that reconnects would skip the events before the
        // head.
        new(null, ErrorWriter.WriteAnswer([RequestError.OfWire(rejection)], executed: false));

    public void Dispose() => _turns.Dispose();

    /// <summary>
    /// Returns the number of articles in a batch. All articles of a batch together, with the objects below them, have at most the type cost
    /// that one operation may have (<see cref="OperationOptions.MaxTypeCost"/>).
    /// </summary>
    private int CountArticlesPerBatch(SubscriptionPlan plan) =>
        (int)Math.Clamp(options.MaxTypeCost / Math.Max(1, plan.Cost.Type), 1, MaxBatch);

    private async Task RenderBatchAsync(
        SubscriptionPlan plan, int epoch, ListChange[] changes, List<RenderedEvent> events, CancellationToken cancellationToken)
    {
        using var reading = GraphQLTelemetry.BeginEvents(plan.Field);
        var operation = new OperationContext(Visibility.Public, options);
        long[] ids = [.. changes.Where(c => c.Kind != ListChangeKind.Left).Select(c => c.ArticleId).Distinct()];
        var (articles, head) = ids.Length == 0 ? ([], default) : await StandbyConflict.RetryAsync(async () =>
        {
            await using var snapshot = snapshots.Open(Visibility.Public, readsOnce: true);
            var rows = await snapshot.ReadByIdAsync(plan.ReadSelection(operation), ids, cancellationToken);
            return (rows.OfType<Row>().ToDictionary(r => r.Id), snapshot.Cursor);
        });
        if (ids.Length > 0 && head.Epoch == epoch && head.Position < changes[^1].Position)
        {
            // An address that leads to several standbys. Without this, an article that this one does not have yet would have no event.
            throw new TimeoutException("The log was read from a server that is ahead of the one with the articles.");
        }

        foreach (var change in changes)
        {
            var article = change.Kind == ListChangeKind.Left ? null : articles.GetValueOrDefault(change.ArticleId);
            if (article is not null || change.Kind == ListChangeKind.Left)
            {
                using var span = GraphQLTelemetry.BeginEvent(plan.Field, change.TraceParent);
                var cursor = new WireCursor(epoch, change.Position);
                var body = plan.WriteEvent(new(cursor, change, article), operation, _runner);
                events.Add(new(change.Position, change.ArticleId, article is not null, new StreamEvent(cursor.ToString(), body)));
                GraphQLTelemetry.RenderedEvents.Add(1);
            }
        }
    }
}
