using NewsApi.GraphQL.Answers;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>A response that was computed for one request.</summary>
/// <param name="Snapshot">
/// The answer of a query without errors that depends only on public content at a position of the log. Null for every other response, which
/// must not be used for another request.
/// </param>
internal readonly record struct ComputedResponse(OperationResponse Response, FieldAnswer? Snapshot)
{
    public static implicit operator ComputedResponse(OperationResponse response) => new(response, null);
}
