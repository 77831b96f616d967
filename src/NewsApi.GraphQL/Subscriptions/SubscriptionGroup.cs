using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// All subscribers with the same key:
/// 1. one loop reads the log, matches each change once, renders each event once, and buffers the latest events;
/// 2. each <see cref="Subscriber"/> reads the buffer at its own pace, and holds only its position in the log;
/// 3. a subscriber that resumes or reads slowly may be behind the buffer. Then the segment of the log after its position is rendered
///    again, once for all subscribers at the same position;
/// 4. after the withdrawal of an article, older events that show the article are no longer sent. This applies to events in the buffer
///    and to events in a segment that was rendered again.
/// </summary>
internal sealed class SubscriptionGroup : IAsyncDisposable
{
    private readonly Func<ChangeMatcher> _newMatcher;
    private readonly RenderedSegmentReader _log;
    private readonly FailureReporter _failures;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public SubscriptionGroup(
        OperationKey key, RenderedSegmentReader log, Func<ChangeMatcher> newMatcher, WireCursor begin, BufferBudget budget,
        TimeSpan progressInterval, TimeProvider clock, FailureReporter failures, ILogger logger)
    {
        (Key, _log, _newMatcher, ProgressInterval, Clock, _logger) =
            (key, log, newMatcher, progressInterval, clock, logger);
        _failures = failures;
        Epoch = begin.Epoch;
        Buffer = new EventBuffer(begin.Position, budget, clock);
        Backlog = new BacklogCache((after, stop) => RetryAsync(token => _log.ReadAsync(after, _newMatcher(), token), stop), budget);
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    public OperationKey Key { get; }

    /// <summary>The epoch of the log in which the group reads.</summary>
    public int Epoch { get; }

    /// <summary>The latest events.</summary>
    public EventBuffer Buffer { get; }

    /// <summary>Older segments of the log.</summary>
    public BacklogCache Backlog { get; }

    /// <summary>The longest time without a position, while the log has changes but no event for the subscriber.</summary>
    public TimeSpan ProgressInterval { get; }

    public TimeProvider Clock { get; }

    /// <summary>Cancelled when the last subscriber has left.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>The number of subscribers. Only <see cref="SubscriptionHub"/> changes it, under its lock.</summary>
    public int SubscriberCount { get; set; }

    /// <summary>
    /// True if the streams of the group have ended because the log cannot continue. A new subscriber then needs a new group.
    /// </summary>
    public bool HasEnded => Buffer.HasEnded;

    public async ValueTask DisposeAsync()
    {
        // _stop is not disposed, because the last subscriber and the hub may both call this method.
        await _stop.CancelAsync();
        await _loop;
        Backlog.Clear();
        Buffer.Clear();
    }

    // 1.
    private async Task RunAsync(CancellationToken stop)
    {
        var matcher = _newMatcher();
        try
        {
            while (!Buffer.HasEnded)
            {
                var after = new WireCursor(Epoch, Buffer.To);
                var segment = await RetryAsync(token => _log.ReadAsync(after, matcher, token), stop);
                if (segment.Withdrawn.Count > 0)
                {
                    // 4.
                    Backlog.Clear();
                }

                Buffer.Add(segment, ProgressInterval);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The last subscriber has left, so a failure now has no effect.
        }
    }

    /// <summary>
    /// Calls <paramref name="read"/> until it succeeds. An exception must not leave this method, because all subscribers would then wait
    /// for ever, or all their streams would end at once.
    /// </summary>
    private async Task<RenderedSegment> RetryAsync(Func<CancellationToken, Task<RenderedSegment>> read, CancellationToken stop)
    {
        // The loop began in the request of its first subscriber, and must not be a part of that trace.
        Activity.Current = null;
        var pauses = new RetryPause(Random.Shared);
        for (var repeated = false; ; repeated = true)
        {
            try
            {
                return await read(stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                var pause = pauses.Next();
                if (_failures.RecordOutage(failure, "a subscription", repeated) is null)
                {
                    _logger.LogWarning(failure, "Subscribers wait: the log could not be read or rendered; retrying in {Pause}", pause);
                }

                await Task.Delay(pause, Clock, stop);
            }
        }
    }
}
