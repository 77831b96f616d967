using System.Collections.Concurrent;

namespace NewsApi.Content.Caching;

/// <summary>
/// Computes a value once for all callers that ask for it at the same time. A caller gets only a value whose computation began after the
/// call. So it has everything that was committed before the call.
/// </summary>
public sealed class SharedComputations<T>
    where T : class
{
    private readonly ConcurrentDictionary<object, TaskCompletionSource<Outcome>> _running = [];

    private enum Sharing
    {
        /// <summary>The others may use the value.</summary>
        Shared,

        /// <summary>The others compute a value each.</summary>
        Alone,

        /// <summary>The caller was cancelled, so another caller must compute the value.</summary>
        Again,
    }

    /// <summary>Returns the value of a key.</summary>
    /// <param name="find">Returns the value if it is known already; otherwise null.</param>
    /// <param name="compute">Computes the value. Returns false with a value that is for this caller alone.</param>
    /// <returns>The value, and true if it was computed for another caller.</returns>
    public async Task<(T Value, bool IsShared)> RunAsync(
        object key, Func<T?> find, Func<Task<(T Value, bool IsShareable)>> compute, CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            if (find() is { } known)
            {
                return (known, false);
            }

            var mine = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = _running.GetOrAdd(key, mine);
            if (ReferenceEquals(running, mine))
            {
                return (await ComputeAsync(key, mine, compute, cancellationToken), false);
            }

            var (value, sharing) = await running.Task.WaitAsync(cancellationToken);
            if (sharing == Sharing.Alone)
            {
                return ((await compute()).Value, false);
            }

            // The first computation that a caller meets may have begun before the call, and so may have read too early. A later one began
            // when the first had ended.
            if (!isFirst && value is not null)
            {
                return (value, true);
            }
        }
    }

    private async Task<T> ComputeAsync(
        object key, TaskCompletionSource<Outcome> mine, Func<Task<(T Value, bool IsShareable)>> compute,
        CancellationToken cancellationToken)
    {
        var outcome = new Outcome(null, Sharing.Alone);
        try
        {
            var (value, isShareable) = await compute();
            outcome = isShareable ? new Outcome(value, Sharing.Shared) : outcome;
            return value;
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            outcome = new Outcome(null, Sharing.Again);
            throw;
        }
        finally
        {
            // Removed first, so that the next computation begins after this one for every caller that waits.
            _running.TryRemove(key, out _);
            mine.SetResult(outcome);
        }
    }

    private sealed record Outcome(T? Value, Sharing Sharing);
}
