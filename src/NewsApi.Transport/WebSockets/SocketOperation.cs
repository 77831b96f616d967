using System.Diagnostics.CodeAnalysis;

namespace NewsApi.Transport.WebSockets;

/// <summary>An operation on a socket, from <c>subscribe</c> until either side completes it.</summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A source without a timer or links holds nothing to dispose of, and two threads may end it at once.")]
internal sealed class SocketOperation(string id)
{
    private readonly CancellationTokenSource _ended = new();

    public string Id => id;

    /// <summary>Cancelled when the client completes the operation or the socket closes.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>True for a subscription: it has no end that a stop of the service could wait for.</summary>
    public bool IsStream { get; set; }

    /// <summary>The task that runs the operation; completes at its end and never fails.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>Ends the operation: nothing of it is sent any more. Callbacks run on the thread pool.</summary>
    public void End() => _ = _ended.CancelAsync();
}
