using System.Collections.Concurrent;
using NewsApi.Content.Access;

namespace NewsApi.Hosting;

/// <summary>
/// Tokens that end when a key is revoked or expires, for connections that last. One watch a key, however many connections it opened; there
/// are as many as keys that did.
/// </summary>
internal sealed class KeyRevocation(ApiKeys keys, IHostApplicationLifetime lifetime, ILogger<KeyRevocation> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, Lazy<CancellationTokenSource>> _ends = [];

    public CancellationToken Of(ApiKey key) => _ends.GetOrAdd(key.Id, _ => new(() => Watch(key))).Value.Token;

    private CancellationTokenSource Watch(ApiKey key)
    {
        var end = new CancellationTokenSource();
        _ = WatchAsync(key, end);
        return end;
    }

    private async Task WatchAsync(ApiKey key, CancellationTokenSource end)
    {
        var stopping = lifetime.ApplicationStopping;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await keys.WaitForEndAsync(key, stopping);
                _ends.TryRemove(key.Id, out var _);
                await end.CancelAsync();
                return;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                // The edge of the loop: with a throw, nobody would ever learn that the key has ended.
                log.LogWarning(failure, "Whether a key still holds could not be read; trying again");
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
