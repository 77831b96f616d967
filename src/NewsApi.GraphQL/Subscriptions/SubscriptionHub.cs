using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Pages;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>
/// Manages all subscriptions of this process. Subscriptions with equal keys form one group, which exists as long as it has a subscriber.
/// </summary>
public sealed class SubscriptionHub(
    NewsWire wire, SnapshotFactory snapshots, OperationOptions operations, SubscriptionOptions options, FailureReporter failures,
    TimeProvider clock, ILogger<SubscriptionHub> log)
    : IAsyncDisposable
{
    private readonly EventRenderer _renderer = new(snapshots, operations, failures);
    private readonly BufferBudget _budget = new(options.MaxKeptBytes);
    private readonly Lock _lock = new();
    private readonly Dictionary<OperationKey, SubscriptionGroup> _groups = [];

    /// <summary>The number of groups.</summary>
    public int GroupCount
    {
        get
        {
            lock (_lock)
            {
                return _groups.Count;
            }
        }
    }

    /// <summary>The number of subscribers of all groups.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (_lock)
            {
                return _groups.Values.Sum(group => group.SubscriberCount);
            }
        }
    }

    /// <summary>
    /// Returns the stream of a subscription. Without a cursor the stream begins at the head of the log at the time of this call.
    /// </summary>
    /// <exception cref="RequestError">The limit of groups is reached, or the cursor is malformed.</exception>
    internal IAsyncEnumerable<StreamEvent> Subscribe(SubscriptionPlan plan)
    {
        var after = wire.Head;
        if (plan.After is not null && !WireCursor.TryParse(PageTick.Remove(plan.After), out after))
        {
            throw RequestError.MalformedWireCursor(plan.After);
        }

        lock (_lock)
        {
            if (_groups.Count >= options.MaxGroups && !_groups.ContainsKey(plan.Key))
            {
                throw RequestError.TooManySubscriptions(options.MaxGroups);
            }
        }

        return FollowAsync(new StrongBox<SubscriptionPlan?>(plan), after, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        SubscriptionGroup[] groups;
        lock (_lock)
        {
            groups = [.. _groups.Values];
            _groups.Clear();
        }

        foreach (var group in groups)
        {
            await group.DisposeAsync();
        }

        _renderer.Dispose();
    }

    private async IAsyncEnumerable<StreamEvent> FollowAsync(
        StrongBox<SubscriptionPlan?> subscriber, WireCursor after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The cursor is checked within the stream: there, the check waits while the database cannot be reached. An error before the stream
        // would end the subscription permanently.
        if (subscriber.Value!.After is not null && await CheckCursorAsync(after, cancellationToken) is { } rejection)
        {
            yield return EventRenderer.RenderRejection(rejection);
            yield break;
        }

        // The position where the stream begins. A client that loses its connection before the first event resumes from this position.
        var resumes = subscriber.Value.After is not null;
        yield return new StreamEvent(after.ToString(), default, AtHead: !resumes);

        // The reference to the plan is dropped. Otherwise each of ten thousand subscribers of a group would hold its own plan until its
        // stream ends.
        var group = Join(subscriber.Value);
        subscriber.Value = null;
        try
        {
            await foreach (var next in group.FollowAsync(after, resumes, cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            await LeaveAsync(group);
        }
    }

    /// <summary>Returns the reason why the cursor is rejected; null if it is valid. Waits while the database fails.</summary>
    private async Task<WireRejection?> CheckCursorAsync(WireCursor after, CancellationToken cancellationToken)
    {
        var pauses = new RetryPause(Random.Shared);
        for (var repeated = false; ; repeated = true)
        {
            try
            {
                return await wire.CheckCursorAsync(after, cancellationToken);
            }
            catch (Exception failure) when (
                !cancellationToken.IsCancellationRequested
                && failures.RecordOutage(failure, "a resumed subscription", repeated) is not null)
            {
                await Task.Delay(pauses.Next(), clock, cancellationToken);
            }
        }
    }

    private SubscriptionGroup Join(SubscriptionPlan plan)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(plan.Key, out var group) || group.HasEnded)
            {
                var begin = wire.Head;
                _groups[plan.Key] = group = new SubscriptionGroup(
                    plan.Key, new RenderedSegmentReader(plan, wire, _renderer), () => new ChangeMatcher(plan.Where, snapshots), begin,
                    _budget, options.ProgressInterval, clock, failures, log);
            }

            group.SubscriberCount++;
            return group;
        }
    }

    private async ValueTask LeaveAsync(SubscriptionGroup group)
    {
        lock (_lock)
        {
            if (--group.SubscriberCount > 0)
            {
                return;
            }

            if (_groups.GetValueOrDefault(group.Key) == group)
            {
                _groups.Remove(group.Key);
            }
        }

        await group.DisposeAsync();
    }
}
