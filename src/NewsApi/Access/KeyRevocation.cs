using System.Collections.Concurrent;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Wire;

namespace NewsApi.Access;

/// <summary>
/// Cancellation tokens for connections that outlive a request: each is cancelled when its API key is revoked or expires. One
/// statement per interval checks all keys in use, however many connections they opened.
/// </summary>
internal sealed class KeyRevocation : IAsyncDisposable
{
    private readonly ApiKeys _keys;
    private readonly TimeProvider _time;
    private readonly RetryingLoop _checking;

    // One entry per key with an open connection since the start; it goes when the key ends.
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _sources = [];

    public KeyRevocation(ApiKeys keys, TimeProvider time, ILogger<KeyRevocation> log)
    {
        (_keys, _time) = (keys, time);
        _checking = new RetryingLoop("checking API keys of open connections", CheckAsync, time, log);
    }

    /// <summary>Returns a token that is cancelled within <see cref="ApiKeys.Freshness"/> of the key's end.</summary>
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
