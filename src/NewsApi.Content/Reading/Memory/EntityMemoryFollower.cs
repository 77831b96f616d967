using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Memory;

/// <summary>Applies the changes of the log to <see cref="EntityMemory"/>, and loads what was missing in it.</summary>
public sealed class EntityMemoryFollower(
    EntityMemory memory, EntityMemoryOptions options, NewsDatabase database, NewsWire wire, TimeProvider time,
    ILogger<EntityMemoryFollower> logger)
    : IAsyncDisposable
{
    /// <summary>The activity of a load, for those who count statements.</summary>
    public const string ActivityName = "newsapi.entities.load";

    /// <summary>The largest number of entities that one statement loads.</summary>
    private const int BatchSize = 500;

    private WireFollower? _following;
    private RetryingLoop? _loading;

    /// <summary>Starts, unless the memory has no size. The wire must have been started.</summary>
    public void Start()
    {
        if (options.Size == 0 || _following is not null)
        {
            return;
        }

        var head = wire.Head;
        memory.Begin(head, () => wire.TimeBehind < options.LongestLag);
        _following = new WireFollower(
            "following people, places and topics in memory", wire, head, ApplyAsync, BeginAsync, time, logger);
        _loading = new RetryingLoop("loading people, places and topics into memory", LoadAsync, time, logger, wire.Incidents);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _loading is not null)
        {
            await _loading.DisposeAsync();
            await _following.DisposeAsync();
        }
    }

    private Task ApplyAsync(WireBatch batch, CancellationToken cancellationToken)
    {
        memory.Apply(batch);
        return Task.CompletedTask;
    }

    // Changes were missed. The follower goes on from the head of the log.
    private Task BeginAsync(WireRejection rejection, CancellationToken cancellationToken)
    {
        memory.Begin(rejection.Head);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var missing = await memory.TakeMissingAsync(BatchSize, cancellationToken);
        using var activity = new Activity(ActivityName).Start();
        var (entities, readAt) = await EntityLoad.ReadAsync(database.Reading, missing, cancellationToken);
        memory.Store(entities, readAt);
    }
}
