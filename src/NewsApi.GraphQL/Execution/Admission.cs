using NewsApi.Content.Wire;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Delays an operation until it may run. First the operation waits until this process has read the log up to the position that the client
/// demands. Then it waits until the number of running operations is below the limit. The reading of a document in another format counts as
/// an operation.
/// </summary>
public sealed class Admission(NewsWire wire, OperationOptions options) : IDisposable
{
    private readonly SemaphoreSlim _running = new(options.MaxConcurrent);

    /// <summary>
    /// Waits until this process has read the log up to a position. The client knows the position from an earlier response, which another
    /// process may have sent.
    /// </summary>
    /// <param name="atLeast">The cursor as the client sent it.</param>
    /// <returns>
    /// Null if the log was read up to the position. An error if the cursor is malformed, or if the wait exceeds
    /// <see cref="OperationOptions.AtLeastWait"/>.
    /// </returns>
    internal async Task<RequestError?> WaitForPositionAsync(string atLeast, CancellationToken cancellationToken)
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

    /// <summary>
    /// Waits until the number of running operations is below the limit. Without this limit, the operations of a burst would wait for
    /// connections to PostgreSQL, and that wait can end in a timeout.
    /// </summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        return new Turn(_running, options.Timeout, cancellationToken);
    }

    public void Dispose() => _running.Dispose();

    /// <summary>The permission of one operation to run. When the permission is disposed, the next operation may run.</summary>
    public readonly struct Turn : IDisposable
    {
        private readonly SemaphoreSlim _running;
        private readonly CancellationTokenSource _time;

        internal Turn(SemaphoreSlim running, TimeSpan timeout, CancellationToken cancellationToken)
        {
            (_running, _time) = (running, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
            _time.CancelAfter(timeout);
        }

        /// <summary>A token that is cancelled when the client disconnects or when the time limit of the operation ends.</summary>
        public CancellationToken Token => _time.Token;

        public void Dispose()
        {
            _time.Dispose();
            _running.Release();
        }
    }
}
