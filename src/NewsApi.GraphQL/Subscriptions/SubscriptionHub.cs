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

        return new Subscriber(this, plan, after);
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

    /// <summary>Returns the reason why the cursor is rejected; null if it is valid. Waits while the database fails.</summary>
    internal async Task<WireRejection?> CheckCursorAsync(WireCursor after, CancellationToken cancellationToken)
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

    /// <summary>Adds a subscriber to the group of its key.</summary>
    internal SubscriptionGroup Join(SubscriptionPlan plan)
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

    /// <summary>Removes a subscriber from its group.</summary>
    internal async ValueTask LeaveAsync(SubscriptionGroup group)
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
