using Microsoft.Extensions.Logging;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// The operations of one socket: GraphQL over WebSocket, sections "Subscribe", "Next", "Error" and "Complete".
/// Single results and streams differ only in how many <c>next</c> there are.
/// </summary>
/// <param name="close">Closes the socket; does not wait for it.</param>
internal sealed class SocketOperations(
    IOperationExecutor executor, TransportOptions options, SendQueue queue, Action<SocketClosing> close, ILogger log)
{
    private readonly Lock _gate = new();

    // By whoever holds the gate.
    private readonly Dictionary<string, SocketOperation> _running = new(StringComparer.Ordinal);
    private bool _noMore;
    private bool _noMoreStreams;

    /// <summary>Starts an operation. One more than allowed is refused with an <c>error</c> of its own, and the others go on.</summary>
    /// <returns>The closing that is due when the id is in use.</returns>
    public async ValueTask<SocketClosing?> StartAsync(string id, OperationRequest request)
    {
        var operation = new SocketOperation(id);
        bool tooMany;
        lock (_gate)
        {
            if (_running.ContainsKey(id))
            {
                return SocketClosing.AlreadyExists(id);
            }

            if (_noMore || _noMoreStreams)
            {
                // The socket is about to close; its client comes back and asks again.
                return null;
            }

            tooMany = _running.Count >= options.MaxOperationsPerSocket;
            if (!tooMany)
            {
                _running.Add(id, operation);
                // Not on the reader's thread: an operation that answers at once would keep it from reading on.
                operation.Run = Task.Run(() => RunAsync(operation, request), CancellationToken.None);
            }
        }

        if (tooMany)
        {
            await SendErrorAsync(operation, TransportError.TooManyOperations(options.MaxOperationsPerSocket)).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>The client has heard enough. An id that is not known belongs to an operation that has ended on its way.</summary>
    public void Complete(string id)
    {
        SocketOperation? operation;
        lock (_gate)
        {
            _running.Remove(id, out operation);
        }

        operation?.End();
    }

    /// <summary>Ends every stream, and lets single results finish.</summary>
    /// <returns>Done when nothing runs any more.</returns>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _noMoreStreams = true;
            EndWhere(operation => operation.IsStream);
            return Task.WhenAll(_running.Values.Select(operation => operation.Run).ToArray());
        }
    }

    /// <summary>Ends everything.</summary>
    /// <returns>Done when nothing runs any more.</returns>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _noMore = true;
            EndWhere(_ => true);
            return Task.WhenAll(_running.Values.Select(operation => operation.Run).ToArray());
        }
    }

    private void EndWhere(Func<SocketOperation, bool> which)
    {
        foreach (var operation in _running.Values.Where(which))
        {
            operation.End();
        }
    }

    private async Task RunAsync(SocketOperation operation, OperationRequest request)
    {
        var over = operation.Over;
        try
        {
            var response = await executor.ExecuteAsync(request, over).ConfigureAwait(false);
            switch (response)
            {
                case OperationResponse.Result result:
                    await SendResultAsync(operation, result).ConfigureAwait(false);
                    break;
                case OperationResponse.Stream stream when MayStream(operation):
                    await SendEventsAsync(operation, stream.Events).ConfigureAwait(false);
                    break;
            }
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // Its client wants nothing of it any more, or the socket is gone.
        }
        catch (Exception bug)
        {
            // The edge of the operation: nobody waits for a throw.
            log.LogError(bug, "A GraphQL operation on a WebSocket failed unexpectedly");
            await SendBugAsync(operation).ConfigureAwait(false);
        }
        finally
        {
            Forget(operation);
        }
    }

    private bool MayStream(SocketOperation operation)
    {
        lock (_gate)
        {
            operation.IsStream = true;
            return !_noMore && !_noMoreStreams;
        }
    }

    private async Task SendResultAsync(SocketOperation operation, OperationResponse.Result result)
    {
        if (result.Outcome is Outcome.RequestError && SocketMessage.ErrorsOf(result.Body) is { IsEmpty: false } errors)
        {
            Forget(operation);
            await SendAsync(operation, SocketMessage.ErrorStart(operation.Id), errors).ConfigureAwait(false);
            return;
        }

        await SendAsync(operation, SocketMessage.NextStart(operation.Id), result.Body).ConfigureAwait(false);
        await SendCompleteAsync(operation).ConfigureAwait(false);
    }

    private async Task SendEventsAsync(SocketOperation operation, IAsyncEnumerable<StreamEvent> events)
    {
        var start = SocketMessage.NextStart(operation.Id);
        await foreach (var streamEvent in events.WithCancellation(operation.Over).ConfigureAwait(false))
        {
            // Progress alone has no message in this protocol; its clients resume from the cursors in the events.
            if (!streamEvent.Body.IsEmpty)
            {
                await SendAsync(operation, start, streamEvent.Body).ConfigureAwait(false);
            }
        }

        await SendCompleteAsync(operation).ConfigureAwait(false);
    }

    /// <summary>
    /// A stream that broke must come back, and no message of the protocol says so: <c>error</c> and <c>complete</c> are both the end for its
    /// client. So the socket closes. A single result is told its failure as over HTTP.
    /// </summary>
    private async Task SendBugAsync(SocketOperation operation)
    {
        try
        {
            if (operation.IsStream)
            {
                close(SocketClosing.Broken);
            }
            else
            {
                await SendErrorAsync(operation, TransportError.Unexpected).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The socket broke meanwhile; its reader learns so and ends the session.
        }
    }

    private ValueTask SendErrorAsync(SocketOperation operation, TransportError error)
    {
        Forget(operation);
        return SendAsync(operation, SocketMessage.ErrorStart(operation.Id), SocketMessage.ErrorsOf(error.ToJson()));
    }

    private ValueTask SendCompleteAsync(SocketOperation operation)
    {
        Forget(operation);
        return queue.SendAsync(SocketMessage.Complete(operation.Id), default, default, operation.Over);
    }

    /// <summary>
    /// Before the last message goes out: who has read that may use the id again at once, and must not be told that it is taken.
    /// </summary>
    private void Forget(SocketOperation operation)
    {
        lock (_gate)
        {
            if (_running.TryGetValue(operation.Id, out var running) && running == operation)
            {
                _running.Remove(operation.Id);
            }
        }
    }

    private ValueTask SendAsync(SocketOperation operation, ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> payload) =>
        queue.SendAsync(start, payload, SocketMessage.PayloadEnd, operation.Over);
}
