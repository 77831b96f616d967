using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Transport.WebSockets;

/// <summary>
/// Runs the operations of one socket (GraphQL over WebSocket, sections "Subscribe", "Next", "Error" and "Complete"). A single result is
/// sent like a stream: a single result has one message of the type <c>next</c>, and a stream has many.
/// </summary>
/// <param name="close">Starts to close the socket, and returns without waiting.</param>
internal sealed class SocketOperations(
    IOperationExecutor executor, TransportOptions options, ClientCount subscriptions, SignOfLife signs, SendQueue queue,
    Action<SocketClosing> close, ILogger log)
{
    private readonly Lock _lock = new();

    // Guarded by the lock.
    private readonly Dictionary<string, SocketOperation> _running = new(StringComparer.Ordinal);
    private bool _isEnded;
    private bool _isDraining;

    /// <summary>The lifetime of the caller's credentials; null before the caller is authenticated, and then no operation runs.</summary>
    public CredentialLifetime? Credentials { get; set; }

    /// <summary>
    /// Starts an operation. If <see cref="TransportOptions.MaxOperationsPerSocket"/> operations already run, rejects the new operation with
    /// an <c>error</c> message. The other operations continue.
    /// </summary>
    /// <returns>The reason for closing the socket, if a running operation already has the id; otherwise null.</returns>
    public async ValueTask<SocketClosing?> StartAsync(string id, OperationRequest request)
    {
        var operation = new SocketOperation(id);
        bool tooMany;
        lock (_lock)
        {
            if (_running.ContainsKey(id))
            {
                return SocketClosing.AlreadyExists(id);
            }

            if (_isEnded || _isDraining)
            {
                // The socket will close soon. Its client then reconnects and subscribes again.
                return null;
            }

            tooMany = _running.Count >= options.MaxOperationsPerSocket;
            if (!tooMany)
            {
                _running.Add(id, operation);
                // Not on the reader's thread: an operation that completes synchronously would delay the next message.
                operation.Run = Task.Run(() => RunAsync(operation, request), CancellationToken.None);
            }
        }

        if (tooMany)
        {
            await SendErrorAsync(operation, TransportError.TooManyOperations(options.MaxOperationsPerSocket)).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>
    /// Ends an operation that the client completes. Ignores an unknown id, because the operation may have ended just before the message of
    /// the client arrived.
    /// </summary>
    public void Complete(string id)
    {
        SocketOperation? operation;
        lock (_lock)
        {
            _running.Remove(id, out operation);
        }

        operation?.End();
    }

    /// <summary>Ends all streams and lets single results finish.</summary>
    /// <returns>A task that completes when no operation runs any more.</returns>
    public Task DrainAsync()
    {
        lock (_lock)
        {
            _isDraining = true;
            EndWhere(operation => operation.IsStream);
            return Task.WhenAll(_running.Values.Select(operation => operation.Run).ToArray());
        }
    }

    /// <summary>Ends all operations.</summary>
    /// <returns>A task that completes when no operation runs any more.</returns>
    public Task EndAsync()
    {
        lock (_lock)
        {
            _isEnded = true;
            EndWhere(_ => true);
            return Task.WhenAll(_running.Values.Select(operation => operation.Run).ToArray());
        }
    }

    private void EndWhere(Func<SocketOperation, bool> predicate)
    {
        foreach (var operation in _running.Values.Where(predicate))
        {
            operation.End();
        }
    }

    private async Task RunAsync(SocketOperation operation, OperationRequest request)
    {
        var ended = operation.Ended;
        using var span = TransportTelemetry.BeginSocketOperation(request.TraceParent);
        try
        {
            var response = await executor.ExecuteAsync(request, ended).ConfigureAwait(false);
            switch (response)
            {
                case OperationResponse.Result result:
                    await SendResultAsync(operation, result).ConfigureAwait(false);
                    break;
                case OperationResponse.Stream stream when TryBeginStream(operation):
                    // The span ends here, because the stream may last for days.
                    span?.Stop();
                    await SendCountedAsync(operation, stream, request).ConfigureAwait(false);
                    break;
            }
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // The client has completed the operation, or the socket is gone.
        }
        catch (WebSocketException)
        {
            // The connection broke, and the reader of the socket has not ended the operations yet.
        }
        catch (Exception bug)
        {
            // No caller awaits the task of the operation, so an exception would be unobserved.
            log.LogError(bug, "Unexpected failure of a GraphQL operation on a WebSocket");
            await SendUnexpectedErrorAsync(operation).ConfigureAwait(false);
        }
        finally
        {
            Remove(operation);
        }
    }

    private bool TryBeginStream(SocketOperation operation)
    {
        lock (_lock)
        {
            operation.IsStream = true;
            return !_isEnded && !_isDraining;
        }
    }

    private async Task SendResultAsync(SocketOperation operation, OperationResponse.Result result)
    {
        if (result.Outcome is Outcome.RequestError or Outcome.TooManyRequests
            && SocketMessage.FindErrors(result.Body) is { IsEmpty: false } errors)
        {
            Remove(operation);
            await SendAsync(operation, SocketMessage.BeginError(operation.Id), errors).ConfigureAwait(false);
            return;
        }

        await SendAsync(operation, SocketMessage.BeginNext(operation.Id), result.Body).ConfigureAwait(false);
        await SendCompleteAsync(operation).ConfigureAwait(false);
    }

    /// <summary>Sends the events of a subscription, unless its client already has too many subscriptions.</summary>
    private async Task SendCountedAsync(SocketOperation operation, OperationResponse.Stream stream, OperationRequest request)
    {
        if (!subscriptions.TryAcquire(request.Client))
        {
            var tooMany = TransportError.TooManySubscriptions(subscriptions.LimitOf(request.Client));
            await SendErrorAsync(operation, tooMany).ConfigureAwait(false);
            return;
        }

        try
        {
            await SendEventsAsync(operation, stream.Events, request.HasVisibleHeartbeat).ConfigureAwait(false);
        }
        finally
        {
            subscriptions.Release(request.Client);
        }
    }

    private async Task SendEventsAsync(SocketOperation operation, IAsyncEnumerable<StreamEvent> events, bool showsProgress)
    {
        var start = SocketMessage.BeginNext(operation.Id);
        await foreach (var streamEvent in events.WithCancellation(operation.Ended).ConfigureAwait(false))
        {
            if (Credentials is { IsOver: true })
            {
                close(SocketClosing.CredentialsEnded);
                return;
            }

            // The protocol has no message for a cursor without a result. Clients resume from the cursors in the events, or ask for progress
            // as results.
            var body = streamEvent.Body.IsEmpty && showsProgress ? signs.Render(streamEvent) : streamEvent.Body;
            if (!body.IsEmpty)
            {
                await SendAsync(operation, start, body).ConfigureAwait(false);
            }

            if (!streamEvent.Body.IsEmpty)
            {
                TransportTelemetry.CountDelivery("websocket");
            }
        }

        await SendCompleteAsync(operation).ConfigureAwait(false);
    }

    /// <summary>
    /// Reports a failure to the client. For a single result it sends an error, as over HTTP. For a stream it closes the socket, so that the
    /// client reconnects. No message of the protocol makes a client subscribe again: both <c>error</c> and <c>complete</c> end the
    /// subscription.
    /// </summary>
    private async Task SendUnexpectedErrorAsync(SocketOperation operation)
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
            // The socket failed meanwhile, and its reader ends the session.
        }
    }

    private ValueTask SendErrorAsync(SocketOperation operation, TransportError error)
    {
        Remove(operation);
        TransportTelemetry.CountRejection(error.Code);
        return SendAsync(operation, SocketMessage.BeginError(operation.Id), SocketMessage.FindErrors(error.ToJson()));
    }

    private ValueTask SendCompleteAsync(SocketOperation operation)
    {
        Remove(operation);
        return queue.SendAsync(SocketMessage.Complete(operation.Id), default, default, operation.Ended);
    }

    /// <summary>
    /// Removes an operation. Must be called before the last message of the operation is sent, because a client that has read that message
    /// may reuse the id at once.
    /// </summary>
    private void Remove(SocketOperation operation)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(operation.Id, out var running) && running == operation)
            {
                _running.Remove(operation.Id);
            }
        }
    }

    private ValueTask SendAsync(SocketOperation operation, ReadOnlyMemory<byte> start, ReadOnlyMemory<byte> payload) =>
        queue.SendAsync(start, payload, SocketMessage.PayloadEnd, operation.Ended);
}
