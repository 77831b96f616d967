using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Matching;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Who is subscribed to what: equal subscriptions are one group, which is there as long as anybody is in it.</summary>
public sealed class SubscriptionHub(
    NewsWire wire, SnapshotFactory news, OperationOptions operations, SubscriptionOptions options, TimeProvider clock, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly EventRenderer _renderer = new(news, operations, loggers.CreateLogger<EventRenderer>());
    private readonly ILogger _log = loggers.CreateLogger<SubscriptionHub>();
    private readonly BufferBudget _kept = new(options.MaxKeptBytes);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SubscriptionGroup> _groups = [];

    /// <summary>How many groups there are.</summary>
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

    /// <summary>The stream of a subscription; it begins at the moment of this call unless it says after what.</summary>
    /// <exception cref="RequestError">There are as many different subscriptions as there may be, or its cursor is none.</exception>
    internal IAsyncEnumerable<StreamEvent> Subscribe(SubscriptionPlan plan)
    {
        var after = wire.Head;
        if (plan.After is not null && !WireCursor.TryParse(plan.After, out after))
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
        StrongBox<SubscriptionPlan?> newcomer, WireCursor after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // In the stream and not before it: while the database is away this waits, where a refusal would be the client's last word from us.
        if (newcomer.Value!.After is not null && await wire.CheckAsync(after, cancellationToken) is { } refusal)
        {
            yield return await _renderer.RefusalAsync(refusal, cancellationToken);
            yield break;
        }

        // Where it begins, so that whoever is cut off before the first event comes back to there.
        yield return new StreamEvent(after.ToString(), default);

        // Given away, because each of ten thousand in a group would keep a plan of its own for as long as its stream lives.
        var group = Join(newcomer.Value);
        newcomer.Value = null;
        try
        {
            await foreach (var next in group.FollowAsync(after, cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            await LeaveAsync(group);
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
                    plan.Key, new RenderedSegmentReader(plan, wire, _renderer), () => new ChangeMatcher(plan.Where, news), begin,
                    _kept, options.ProgressInterval, clock, _log);
            }

            group.Members++;
            return group;
        }
    }

    private async ValueTask LeaveAsync(SubscriptionGroup group)
    {
        lock (_lock)
        {
            if (--group.Members > 0)
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
