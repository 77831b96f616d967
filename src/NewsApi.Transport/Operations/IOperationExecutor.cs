namespace NewsApi.Transport.Operations;

/// <summary>The seam between the protocols and the GraphQL engine: a request in, finished bytes or a stream of them out.</summary>
public interface IOperationExecutor
{
    /// <summary>
    /// Executes one operation. Every mistake of a client is a response with an <c>errors</c> list. An exception is a bug; the transport
    /// answers it with a 500 without details.
    /// </summary>
    Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken);
}
