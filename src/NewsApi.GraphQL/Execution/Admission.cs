using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Decides when an operation may run: once this process has read the log as far as the client demands, and a few at a time.
/// </summary>
internal sealed class Admission(NewsWire wire, OperationOptions options) : IDisposable
{
    private readonly SemaphoreSlim _running = new(options.MaxConcurrent);

    /// <summary>
    /// Waits until this process has read the log up to a position that the client has seen, perhaps from another process.
    /// </summary>
    /// <param name="atLeast">The cursor as the client sent it.</param>
    /// <returns>The error where that takes longer than <see cref="OperationOptions.AtLeastWait"/>; otherwise null.</returns>
    public async Task<RequestError?> WaitForPositionAsync(string atLeast, CancellationToken cancellationToken)
    {
        if (!WireCursor.TryParse(atLeast, out var cursor))
        {
            return RequestError.MalformedWireCursor(atLeast);
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(options.AtLeastWait);
        try
        {
            await wire.WaitUntilReadAsync(cursor, wait.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RequestError.PositionNotReached(wire.Head);
        }
    }

    /// <summary>Waits for a turn. Waiting here costs nothing, whereas waiting for a connection would time out in a burst.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        return new Turn(_running, options.Timeout, cancellationToken);
    }

    public void Dispose() => _running.Dispose();

    /// <summary>A turn of one operation, which ends when it is disposed.</summary>
    internal readonly struct Turn : IDisposable
    {
        private readonly SemaphoreSlim _running;
        private readonly CancellationTokenSource _time;

        public Turn(SemaphoreSlim running, TimeSpan timeout, CancellationToken cancellationToken)
        {
            (_running, _time) = (running, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
            _time.CancelAfter(timeout);
        }

        /// <summary>Cancelled when the client leaves or the operation's time is over.</summary>
        public CancellationToken Token => _time.Token;

        public void Dispose()
        {
            _time.Dispose();
            _running.Release();
        }
    }
}
