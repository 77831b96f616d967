using System.Collections.Concurrent;
using NewsApi.Content.Access;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Access;

/// <summary>
/// Collects which API keys were used, and stores that once in <see cref="Interval"/> and at the end of the service. So a request with a key
/// writes nothing, and a busy key costs one write a minute.
/// </summary>
internal sealed class KeyUse : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ApiKeys _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RetryingLoop _storing;
    private readonly ConcurrentDictionary<long, bool> _used = [];

    public KeyUse(ApiKeys keys, DatabaseIncidents incidents, TimeProvider time, ILogger<KeyUse> log)
    {
        (_keys, _time, _log) = (keys, time, log);
        _storing = new RetryingLoop("storing the last use of API keys", StoreLaterAsync, time, log, incidents);
    }

    /// <summary>Notes that the key with the id is used now.</summary>
    public void Record(long id) => _used.TryAdd(id, true);

    public async ValueTask DisposeAsync()
    {
        await _storing.DisposeAsync();
        try
        {
            await StoreAsync(CancellationToken.None);
        }
        catch (Exception away)
        {
            // The database may be gone before the service. The last use is then some minutes older than it could be.
            _log.LogWarning("The last use of API keys was not stored: {Reason}", away.Message);
        }
    }

    private async Task StoreLaterAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Interval, _time, cancellationToken);
        await StoreAsync(cancellationToken);
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        if (_used.Keys is not { Count: > 0 } used)
        {
            return;
        }

        await _keys.StoreUseAsync([.. used], cancellationToken);
        foreach (var id in used)
        {
            _used.TryRemove(id, out _);
        }
    }
}
