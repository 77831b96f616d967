using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Wire;
using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Everyone who subscribed to the same. The story:
/// 1. one loop reads the log from a position of its own, judges each change once, renders each event once and keeps the latest;
/// 2. each member goes through what is kept at its own pace, with nothing of its own but a position;
/// 3. a member behind what is kept, because it resumes or reads slowly, has that stretch of the log rendered again, together with
///    whoever is as far behind;
/// 4. what was taken from the public in the meantime is told to neither.
/// </summary>
internal sealed class SubscriptionGroup : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Func<ChangeMatcher> _newJudge;
    private readonly RenderedSegmentReader _log;
    private readonly BacklogCache _older;
    private readonly EventBuffer _kept;
    private readonly TimeSpan _progressInterval;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly int _epoch;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public SubscriptionGroup(
        string key, RenderedSegmentReader log, Func<ChangeMatcher> newJudge, WireCursor begin, BufferBudget allGroups, TimeSpan progressInterval, TimeProvider clock, ILogger logger)
    {
        (Key, _log, _newJudge, _progressInterval, _clock, _logger) = (key, log, newJudge, progressInterval, clock, logger);
        _epoch = begin.Epoch;
        _kept = new EventBuffer(begin.Position, allGroups, clock);
        _older = new BacklogCache((after, stop) => PatientlyAsync(token => _log.ReadAsync(after, _newJudge(), token), stop), allGroups);
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    public string Key { get; }

    /// <summary>How many are in it; the hub's to count.</summary>
    public int Members { get; set; }

    /// <summary>True once its log has ended under it: whoever comes now needs another group.</summary>
    public bool HasEnded => _kept.HasEnded;

    /// <summary>What one member is told.</summary>
    public async IAsyncEnumerable<StreamEvent> FollowAsync(WireCursor after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, told, lastTold) = (after.Position, after.Position, _clock.GetTimestamp());
        using var bell = new SubscriberWakeup(cancellationToken);
        try
        {
            while (true)
            {
                // 3.
                if (after.Epoch != _epoch || _kept.IsBehind(at))
                {
                    // Before the stretch: what is taken away while it is rendered may still be in it.
                    var generation = _older.Generation;
                    var stretch = await _older.GetAsync(new WireCursor(after.Epoch, at), _stop.Token, cancellationToken);
                    foreach (var older in stretch.Events)
                    {
                        // 4.
                        if (_older.Generation != generation)
                        {
                            break;
                        }

                        at = told = older.Position;
                        yield return older.Event;
                        lastTold = _clock.GetTimestamp();
                    }

                    if (stretch.End is { } refused)
                    {
                        yield return refused;
                        yield break;
                    }

                    at = _older.Generation == generation ? stretch.To : at;
                    continue;
                }

                // 2.
                var next = _kept.After(at);
                at = next.Position;
                if (next.Event is { } found)
                {
                    told = at;
                    yield return found;
                    lastTold = _clock.GetTimestamp();
                    if (next.IsEnd)
                    {
                        yield break;
                    }
                }
                else if (at > told && _clock.GetElapsedTime(lastTold) >= _progressInterval)
                {
                    told = at;
                    yield return new StreamEvent(new WireCursor(_epoch, at).ToString(), default);
                    lastTold = _clock.GetTimestamp();
                }
                else
                {
                    await _kept.MoreAfterAsync(at, bell);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            _kept.Leave(bell);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Not disposed of: the last member and the hub may both come here.
        await _stop.CancelAsync();
        await _loop;
        _older.Forget();
        _kept.Clear();
    }

    // 1.
    private async Task RunAsync(CancellationToken stop)
    {
        var judge = _newJudge();
        try
        {
            while (!_kept.HasEnded)
            {
                var after = new WireCursor(_epoch, _kept.To);
                var stretch = await PatientlyAsync(token => _log.ReadAsync(after, judge, token), stop);
                if (stretch.TakenAway.Count > 0)
                {
                    // 4.
                    _older.Forget();
                }

                _kept.Add(stretch, _progressInterval);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The last member has left, whatever this was in the middle of.
        }
    }

    /// <summary>Tries until it works: an error here would leave every member waiting for ever, or end all their streams at once.</summary>
    private async Task<RenderedSegment> PatientlyAsync(Func<CancellationToken, Task<RenderedSegment>> read, CancellationToken stop)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await read(stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                _logger.LogWarning(failure, "Subscribers wait: the change log could not be read or told; trying again in {Pause}", pause);
                await Task.Delay(pause, _clock, stop);
            }
        }
    }
}
