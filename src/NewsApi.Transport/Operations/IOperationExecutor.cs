namespace NewsApi.Transport.Operations;

/// <summary>
/// The interface between the protocols and the GraphQL engine. The engine takes a request. It returns the bytes of one result, or a stream
/// of results.
/// </summary>
public interface IOperationExecutor
{
    /// <summary>
    /// Executes one operation. For a mistake of a client it returns a response with an <c>errors</c> list. If it throws an exception, that
    /// is a bug: the transport sends a 500 without details.
    /// </summary>
    Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken);
}
