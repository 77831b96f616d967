using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// All subscribers with the same key:
/// 1. one loop reads the log, matches each change once, renders each event once, and buffers the latest events;
/// 2. each subscriber reads the buffer at its own pace, and holds only its position in the log;
/// 3. a subscriber that resumes or reads slowly may be behind the buffer. Then the segment of the log after its position is rendered
///    again, once for all subscribers at the same position;
/// 4. after the withdrawal of an article, older events that show the article are no longer sent. This applies to events in the buffer
///    and to events in a segment that was rendered again.
/// </summary>
internal sealed class SubscriptionGroup : IAsyncDisposable
{
    private readonly Func<ChangeMatcher> _newMatcher;
    private readonly RenderedSegmentReader _log;
    private readonly BacklogCache _backlog;
    private readonly EventBuffer _buffer;
    private readonly TimeSpan _progressInterval;
    private readonly TimeProvider _clock;
    private readonly FailureReporter _failures;
    private readonly ILogger _logger;
    private readonly int _epoch;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public SubscriptionGroup(
        OperationKey key, RenderedSegmentReader log, Func<ChangeMatcher> newMatcher, WireCursor begin, BufferBudget budget,
        TimeSpan progressInterval, TimeProvider clock, FailureReporter failures, ILogger logger)
    {
        (Key, _log, _newMatcher, _progressInterval, _clock, _logger) =
            (key, log, newMatcher, progressInterval, clock, logger);
        _failures = failures;
        _epoch = begin.Epoch;
        _buffer = new EventBuffer(begin.Position, budget, clock);
        _backlog = new BacklogCache((after, stop) => RetryAsync(token => _log.ReadAsync(after, _newMatcher(), token), stop), budget);
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    public OperationKey Key { get; }

    /// <summary>The number of subscribers. Only <see cref="SubscriptionHub"/> changes it, under its lock.</summary>
    public int SubscriberCount { get; set; }

    /// <summary>
    /// True if the streams of the group have ended because the log cannot continue. A new subscriber then needs a new group.
    /// </summary>
    public bool HasEnded => _buffer.HasEnded;

    /// <summary>Returns the stream of one subscriber.</summary>
    /// <param name="resumes">
    /// True if the subscriber may have missed events. The stream then has an event without a body after the last missed event.
    /// </param>
    public async IAsyncEnumerable<StreamEvent> FollowAsync(
        WireCursor after, bool resumes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, sent, lastSent) = (after.Position, after.Position, _clock.GetTimestamp());
        using var wait = new SubscriberWait(cancellationToken);
        try
        {
            while (true)
            {
                // 3.
                if (after.Epoch != _epoch || _buffer.IsBehind(at))
                {
                    // Read before the segment, because an article in the segment may be withdrawn while the segment is rendered.
                    var generation = _backlog.Generation;
                    var segment = await _backlog.GetAsync(new WireCursor(after.Epoch, at), _stop.Token, cancellationToken);
                    foreach (var older in segment.Events)
                    {
                        // 4.
                        if (_backlog.Generation != generation)
                        {
                            break;
                        }

                        at = sent = older.Position;
                        yield return older.Event;
                        lastSent = _clock.GetTimestamp();
                    }

                    if (segment.End is { } rejected)
                    {
                        yield return rejected;
                        yield break;
                    }

                    at = _backlog.Generation == generation ? segment.To : at;
                    continue;
                }

                // 2.
                var next = _buffer.FindAfter(at);
                at = next.Position;
                if (next.Event is { } found)
                {
                    sent = at;
                    yield return found;
                    lastSent = _clock.GetTimestamp();
                    if (next.IsEnd)
                    {
                        yield break;
                    }
                }
                else if (resumes || (at > sent && _clock.GetElapsedTime(lastSent) >= _progressInterval))
                {
                    (sent, resumes) = (at, false);
                    yield return new StreamEvent(new WireCursor(_epoch, at).ToString(), default, AtHead: true);
                    lastSent = _clock.GetTimestamp();
                }
                else
                {
                    await _buffer.WaitAfterAsync(at, wait);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            _buffer.Remove(wait);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // _stop is not disposed, because the last subscriber and the hub may both call this method.
        await _stop.CancelAsync();
        await _loop;
        _backlog.Clear();
        _buffer.Clear();
    }

    // 1.
    private async Task RunAsync(CancellationToken stop)
    {
        var matcher = _newMatcher();
        try
        {
            while (!_buffer.HasEnded)
            {
                var after = new WireCursor(_epoch, _buffer.To);
                var segment = await RetryAsync(token => _log.ReadAsync(after, matcher, token), stop);
                if (segment.Withdrawn.Count > 0)
                {
                    // 4.
                    _backlog.Clear();
                }

                _buffer.Add(segment, _progressInterval);
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

                await Task.Delay(pause, _clock, stop);
            }
        }
    }
}
