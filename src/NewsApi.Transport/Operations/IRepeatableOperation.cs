using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Operations;

/// <summary>
/// An operation whose answer the executor keeps in memory. An equal HTTP request gets the answer without being read, parsed and routed
/// again (<see cref="Repeats.RepeatedRequests"/>).
/// </summary>
public interface IRepeatableOperation
{
    /// <summary>The memory of the operation, in bytes, without its answer.</summary>
    long Size { get; }

    /// <summary>
    /// Returns the result that an equal request gets at this moment, as <see cref="IOperationExecutor.ExecuteAsync"/> would return it. The
    /// request counts as an operation, and the client pays its price.
    /// </summary>
    /// <param name="client">The client that pays; null if no limits apply to it.</param>
    /// <returns>
    /// Null if the answer is not in memory any more, or if the client has used too much. Then nothing was counted, and the request must be
    /// executed.
    /// </returns>
    OperationResponse.Result? Repeat(Client? client);
}
