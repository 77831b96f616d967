using System.Collections.Concurrent;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Access;

/// <summary>
/// Provides cancellation tokens for connections that outlive a request. The token of a key is cancelled when the key is revoked or expires.
/// After every <see cref="ApiKeys.Freshness"/>, one statement checks all keys that have opened connections. The number of connections of a
/// key does not matter.
/// </summary>
internal sealed class KeyRevocation : IAsyncDisposable
{
    private readonly ApiKeys _keys;
    private readonly TimeProvider _time;
    private readonly RetryingLoop _checking;

    // One entry for each key that has opened a connection since the start. The entry is removed when the key ends.
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _sources = [];

    public KeyRevocation(ApiKeys keys, DatabaseIncidents incidents, TimeProvider time, ILogger<KeyRevocation> log)
    {
        (_keys, _time) = (keys, time);
        _checking = new RetryingLoop("checking API keys of open connections", CheckAsync, time, log, incidents);
    }

    /// <summary>
    /// Returns a token that is cancelled when the key is revoked or expires. The delay is at most <see cref="ApiKeys.Freshness"/>.
    /// </summary>
    public CancellationToken Watch(ApiKey key) => _sources.GetOrAdd(key.Id, _ => new CancellationTokenSource()).Token;

    public ValueTask DisposeAsync() => _checking.DisposeAsync();

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(ApiKeys.Freshness, _time, cancellationToken);
        if (_sources.IsEmpty)
        {
            return;
        }

        foreach (var id in await _keys.FindEndedAsync([.. _sources.Keys], cancellationToken))
        {
            if (_sources.TryRemove(id, out var ended))
            {
                await ended.CancelAsync();
            }
        }
    }
}
