namespace NewsApi.Transport.Operations;

/// <summary>The seam between the protocols and whatever answers GraphQL: a request in, finished bytes or a stream of them out.</summary>
public interface IOperationExecutor
{
    /// <summary>
    /// Answers one operation. Everything a client may get wrong comes back as a response with an <c>errors</c> list;
    /// an exception means a bug, and the transport turns it into a bare 500.
    /// </summary>
    Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken);
}
