using NewsApi.Content.Wire;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// The stream of one subscriber: 1. a rejection of its cursor, or the position where it begins; 2. older events, from segments of the log
/// that are rendered again; 3. the events in the buffer of its group, each when its client is ready for it; 4. positions without events,
/// so that a client that is cut off resumes near the head. The stream can be enumerated once. It is written out, and not an iterator,
/// because ten thousand quiet subscribers wait at the same point: one object serves a subscriber and all of its waits, and an event for
/// all subscribers allocates nothing for each of them.
/// </summary>
internal sealed class Subscriber : SubscriberWait, IAsyncEnumerable<StreamEvent>, IAsyncEnumerator<StreamEvent>
{
    private readonly SubscriptionHub _hub;

    // Dropped when the subscriber joins its group. Otherwise each subscriber of a group would hold its own plan until its stream ends.
    private SubscriptionPlan? _plan;
    private SubscriptionGroup? _group;

    // The position after which the next event follows, and the last position that the client knows.
    private WireCursor _at;
    private long _sent;
    private long _lastSent;

    // True if the client may have missed events. It then gets a position without an event after the last missed event.
    private bool _resumes;
    private bool _hasBegun;
    private bool _hasEnded;

    // The segment that was rendered again, and how many of its events were taken.
    private RenderedSegment? _segment;
    private int _taken;
    private long _generation;

    /// <param name="begin">The cursor after which the stream begins.</param>
    public Subscriber(SubscriptionHub hub, SubscriptionPlan plan, WireCursor begin)
    {
        (_hub, _plan, _at, _sent) = (hub, plan, begin, begin.Position);
        _resumes = plan.After is not null;
    }

    public StreamEvent Current { get; private set; }

    public IAsyncEnumerator<StreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Cancellation = cancellationToken;
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;

            // The cursor is checked within the stream: there, the check waits while the database cannot be reached. An error before the
            // stream would end the subscription permanently.
            return _resumes ? new ValueTask<bool>(CheckCursorAsync()) : new ValueTask<bool>(Begin());
        }

        if (_hasEnded)
        {
            return new ValueTask<bool>(false);
        }

        var group = _group ?? Join();
        (Current, _lastSent) = (default, group.Clock.GetTimestamp());
        PrepareResult();
        return Advance(group) switch
        {
            Step.Found => new ValueTask<bool>(true),
            Step.Waits => WaitForResultAsync(),
            _ => new ValueTask<bool>(ReadOlderAsync(group)),
        };
    }

    /// <summary>Leaves the group.</summary>
    public ValueTask DisposeAsync()
    {
        _hasEnded = true;
        Dispose();
        (var group, _group) = (_group, null);
        if (group is null)
        {
            return ValueTask.CompletedTask;
        }

        group.Buffer.Remove(this);
        return _hub.LeaveAsync(group);
    }

    protected override void Continue()
    {
        if (_group is { } group)
        {
            _ = ContinueAsync(group);
        }
    }

    /// <summary>Sends the position where the stream begins. A client that is cut off before its first event resumes from there.</summary>
    private bool Begin()
    {
        Current = new StreamEvent(_at.ToString(), default, AtHead: !_resumes);
        return true;
    }

    // 1.
    private async Task<bool> CheckCursorAsync()
    {
        if (await _hub.CheckCursorAsync(_at, Cancellation) is not { } rejection)
        {
            return Begin();
        }

        (Current, _hasEnded) = (EventRenderer.RenderRejection(rejection), true);
        return true;
    }

    private SubscriptionGroup Join()
    {
        // Not null: the plan is dropped here, once.
        (_group, _plan) = (_hub.Join(_plan!), null);
        WakeWhenCancelled();
        return _group;
    }

    /// <summary>Goes on after a wait, and ends the client's wait if there is an event for it.</summary>
    private async Task ContinueAsync(SubscriptionGroup group)
    {
        bool found;
        try
        {
            var step = Advance(group);
            found = (step == Step.IsBehind ? await ReadSegmentsAsync(group) : step) == Step.Found;
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }

        if (found)
        {
            Complete();
        }
    }

    private async Task<bool> ReadOlderAsync(SubscriptionGroup group) =>
        await ReadSegmentsAsync(group) == Step.Found || await WaitForResultAsync();

    /// <summary>Reads segments of the log until one has an event, or the subscriber has come up to the buffer.</summary>
    private async Task<Step> ReadSegmentsAsync(SubscriptionGroup group)
    {
        Step step;
        do
        {
            // Read before the segment, because an article in the segment may be withdrawn while the segment is rendered.
            _generation = group.Backlog.Generation;
            (_segment, _taken) = (await group.Backlog.GetAsync(_at, group.Stopping, Cancellation), 0);
            step = Advance(group);
        }
        while (step == Step.IsBehind);

        return step;
    }

    /// <summary>Finds the next event, or begins a wait.</summary>
    private Step Advance(SubscriptionGroup group)
    {
        while (true)
        {
            // 2.
            if (_segment is { } segment)
            {
                if (TakeOlder(group, segment))
                {
                    return Step.Found;
                }
            }
            else if (_at.Epoch != group.Epoch || group.Buffer.IsBehind(_at.Position))
            {
                return Step.IsBehind;
            }
            else if (TakeBuffered(group))
            {
                return Step.Found;
            }
            else if (group.Buffer.TryWaitAfter(_at.Position, this))
            {
                return Step.Waits;
            }
        }
    }

    private bool TakeOlder(SubscriptionGroup group, RenderedSegment segment)
    {
        // After a withdrawal, the rest of the segment may show the withdrawn article.
        var isValid = group.Backlog.Generation == _generation;
        if (isValid && _taken < segment.Events.Count)
        {
            var older = segment.Events[_taken++];
            (_at, _sent, Current) = (_at with { Position = older.Position }, older.Position, older.Event);
            return true;
        }

        if (isValid && segment.End is { } rejection)
        {
            (Current, _hasEnded) = (rejection, true);
            return true;
        }

        (_at, _segment) = (isValid ? _at with { Position = segment.To } : _at, null);
        return false;
    }

    private bool TakeBuffered(SubscriptionGroup group)
    {
        // 3.
        var next = group.Buffer.FindAfter(_at.Position);
        _at = _at with { Position = next.Position };
        if (next.Event is { } found)
        {
            (_sent, Current, _hasEnded) = (next.Position, found, next.IsEnd);
            return true;
        }

        // 4.
        if (_resumes || (next.Position > _sent && group.Clock.GetElapsedTime(_lastSent) >= group.ProgressInterval))
        {
            (_sent, _resumes, Current) = (next.Position, false, new StreamEvent(_at.ToString(), default, AtHead: true));
            return true;
        }

        return false;
    }

    /// <summary>The result of a step of the subscriber.</summary>
    private enum Step
    {
        /// <summary><see cref="Current"/> is the next event.</summary>
        Found,

        /// <summary>The subscriber waits for the next event. Another thread may continue with it already.</summary>
        Waits,

        /// <summary>The next event is no longer in the buffer.</summary>
        IsBehind,
    }
}
