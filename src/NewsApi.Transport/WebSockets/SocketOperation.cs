using System.Diagnostics.CodeAnalysis;

namespace NewsApi.Transport.WebSockets;

/// <summary>One operation on a socket, from <c>subscribe</c> until either side has completed it.</summary>
[SuppressMessage("Design", "CA1001", Justification =
    "A source without timer or links holds nothing that needs disposing, and its end may come from two sides at once.")]
internal sealed class SocketOperation(string id)
{
    private readonly CancellationTokenSource _over = new();

    public string Id => id;

    /// <summary>Ends when the operation is to stop: the client has completed it, or the socket is closing.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>True once it has turned out to be a subscription: that has no end of its own to wait for when the service stops.</summary>
    public bool IsStream { get; set; }

    /// <summary>Its run; completes when nothing of it is left, and never fails.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    /// <summary>Nothing of it is sent from now on. What has to be told so is told on threads of its own.</summary>
    public void End() => _ = _over.CancelAsync();
}
