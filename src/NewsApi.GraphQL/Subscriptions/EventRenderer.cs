using GraphQL.Execution;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Makes the events of a stretch of the log, each once, whoever many are told of them.</summary>
internal sealed class EventRenderer(SnapshotFactory news, OperationOptions options, ILogger<EventRenderer> log) : IDisposable
{
    /// <summary>How many articles are read at once at most: few statements, and an answer that stays small.</summary>
    private const int Slice = 32;

    /// <summary>How much is rendered before it is told: a member that has stopped reading in the middle of older events holds so much.</summary>
    private const long MostBytes = 256 * 1024;

    private readonly ResultWriter _results = new();

    // A thousand filters that one article matches, or a few that ask for too much, must leave connections to the queries.
    private readonly SemaphoreSlim _turn = new(Math.Max(1, options.MaxConcurrent / 2));

    /// <summary>
    /// The events of these changes. Articles are read as they are now and with the eyes of the public: one that is hidden by now
    /// has no event but its leaving, because what was withdrawn must not be told again.
    /// </summary>
    public async Task<RenderedEvents> RenderAsync(SubscriptionPlan plan, int epoch, IEnumerable<ListChange> changes, CancellationToken cancellationToken)
    {
        var events = new List<RenderedEvent>();
        var bytes = 0L;
        foreach (var slice in changes.Chunk(AtOnce(plan)))
        {
            if (bytes > MostBytes)
            {
                return new RenderedEvents(events, events[^1].Position);
            }

            await _turn.WaitAsync(cancellationToken);
            try
            {
                var before = events.Count;
                await RenderAsync(plan, epoch, slice, events, cancellationToken);
                bytes += events.Skip(before).Sum(e => e.Bytes);
            }
            finally
            {
                _turn.Release();
            }
        }

        return new RenderedEvents(events, null);
    }

    /// <summary>The last event of a stream that cannot go on.</summary>
    public async Task<StreamEvent> RefusalAsync(WireRefusal refusal, CancellationToken cancellationToken)
    {
        var result = new ExecutionResult();
        result.AddError(RequestError.OfWire(refusal));

        // With the head as its id, so that an EventSource does not come back with the refused one for ever.
        return new StreamEvent(refusal.Head.ToString(), await _results.WriteAsync(result, cancellationToken));
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>As many articles as bring, with the lists below them, no more than one operation may.</summary>
    private int AtOnce(SubscriptionPlan plan)
    {
        var one = new OperationContext(news.Open(Visibility.Public, readsOnce: true), desk: null, options);
        plan.Selection(one);
        return (int)Math.Clamp(options.MaxItems / Math.Max(1, one.Items), 1, Slice);
    }

    private async Task RenderAsync(SubscriptionPlan plan, int epoch, ListChange[] changes, List<RenderedEvent> events, CancellationToken cancellationToken)
    {
        await using var operation = new OperationContext(news.Open(Visibility.Public, readsOnce: true), desk: null, options);
        long[] ids = [.. changes.Where(c => c.Kind != ListChangeKind.Left).Select(c => c.ArticleId).Distinct()];
        var articles = ids.Length == 0
            ? []
            : (await operation.News.ReadByIdAsync(plan.Selection(operation), ids, cancellationToken)).OfType<Row>().ToDictionary(r => r.Id);
        foreach (var change in changes)
        {
            var article = change.Kind == ListChangeKind.Left ? null : articles.GetValueOrDefault(change.ArticleId);
            if (article is not null || change.Kind == ListChangeKind.Left)
            {
                var cursor = new WireCursor(epoch, change.Position);
                var told = new StreamEvent(cursor.ToString(), Write(plan, new(cursor, change, article), operation));
                events.Add(new(change.Position, change.ArticleId, article is not null, told));
            }
        }
    }

    private ReadOnlyMemory<byte> Write(SubscriptionPlan plan, ArticleEvent of, OperationContext operation) => plan.Write(
        of, operation, new FieldRunner(_results), (exception, field) =>
        {
            log.LogError(exception, "A bug: the event {Cursor} of {Field} could not be written", of.Cursor, field.Name.ToString());
            return new UnhandledError("Unexpected Execution Error", exception);
        });
}
