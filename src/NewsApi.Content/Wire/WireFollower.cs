using Microsoft.Extensions.Logging;

namespace NewsApi.Content.Wire;

/// <summary>
/// Follows the change log from its own cursor. It passes every batch of changes to a handler, in order and without a gap. The cursor moves
/// after the handler has succeeded. So a failure repeats the batch, with back-off, and every change reaches the handler at least once. Code
/// that reacts to changes must be a follower, and not a hook in a writer.
/// </summary>
public sealed class WireFollower : IAsyncDisposable
{
    private readonly NewsWire _wire;
    private readonly Func<WireBatch, CancellationToken, Task> _handle;
    private readonly Func<WireRejection, CancellationToken, Task> _onRejection;
    private readonly RetryingLoop _loop;
    private WireCursor _cursor;

    /// <param name="name">The name of the follower in log messages, such as "following schedules".</param>
    /// <param name="wire">The log, which must have been started.</param>
    /// <param name="from">The cursor after which the first change is read: the head, or the cursor that the handler stored last.</param>
    /// <param name="handle">
    /// Handles a batch of at least one change. If the handler stores a result, it must store the cursor of the batch with the result.
    /// </param>
    /// <param name="onRejection">
    /// Called if the cursor is rejected. The callback must discard the data that was derived from the log, because changes were missed. The
    /// follower then continues from the head of the log.
    /// </param>
    public WireFollower(
        string name,
        NewsWire wire,
        WireCursor from,
        Func<WireBatch, CancellationToken, Task> handle,
        Func<WireRejection, CancellationToken, Task> onRejection,
        TimeProvider time,
        ILogger logger)
    {
        (_wire, _cursor, _handle, _onRejection) = (wire, from, handle, onRejection);
        _loop = new RetryingLoop(name, FollowAsync, time, logger, wire.Incidents);
    }

    /// <summary>Cancels the handler of the current batch, and stops when the handler has returned.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var batch = await _wire.ReadNextAsync(_cursor, cancellationToken);
        await (batch.Rejection is { } rejection ? _onRejection(rejection, cancellationToken) : _handle(batch, cancellationToken));
        _cursor = batch.Cursor;
    }
}
