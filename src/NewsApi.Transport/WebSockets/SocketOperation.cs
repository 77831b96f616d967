using System.Diagnostics.CodeAnalysis;

namespace NewsApi.Transport.WebSockets;

/// <summary>An operation on a socket. It exists from <c>subscribe</c> until the client or the service completes it.</summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A source without a timer or links holds nothing to dispose of, and two threads may end it at once.")]
internal sealed class SocketOperation(string id)
{
    private readonly CancellationTokenSource _ended = new();

    public string Id => id;

    /// <summary>Cancelled when the client completes the operation or the socket closes.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>
    /// True for a subscription. When the service stops, it ends a subscription instead of waiting for it, because a subscription has no
    /// end.
    /// </summary>
    public bool IsStream { get; set; }

    /// <summary>The task that runs the operation. It completes at the end of the operation and never fails.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>
    /// Ends the operation: no further message of the operation is sent. Callbacks of <see cref="Ended"/> run on the thread pool.
    /// </summary>
    public void End() => _ = _ended.CancelAsync();
}
