using System.Text.Json;
using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Reads a request into the operation to run:
/// 1. the text of the document is taken from the request, because stored documents are not supported;
/// 2. the document is parsed, limited and validated, or taken from the cache;
/// 3. the operation is found by its name, and must be of a kind that the protocol allows;
/// 4. the variables are coerced.
/// </summary>
internal sealed class OperationReader(DocumentCache documents)
{
    /// <returns>
    /// The operation. If the request is rejected, the operation is null, and the errors and the kind of the rejection are returned.
    /// </returns>
    public async ValueTask<(PreparedOperation? Operation, IReadOnlyList<ExecutionError> Errors, Outcome Outcome)> ReadAsync(
        OperationRequest request, CancellationToken cancellationToken)
    {
        // 1.
        if (string.IsNullOrEmpty(request.Query))
        {
            return Reject(NoText(request));
        }

        // 2.
        var (document, errors) = await documents.GetAsync(request.Query, cancellationToken);
        if (document is null)
        {
            return (null, errors, Outcome.RequestError);
        }

        // 3.
        if (document.Find(request.OperationName) is not { } template)
        {
            return Reject(RequestError.NoSuchOperation(request.OperationName));
        }

        if (!request.Allowed.HasFlag(KindOf(template.Definition.Operation)))
        {
            var kind = template.Definition.Operation.ToString().ToLowerInvariant();
            return Reject(RequestError.OnlyQueriesByGet(kind), Outcome.MethodNotAllowed);
        }

        // 4.
        var coerced = await template.CoerceAsync(request.Variables);
        return coerced.IsValid
            ? (template.Prepare(request.Variables, coerced), [], Outcome.Data)
            : (null, [.. coerced.Errors], Outcome.RequestError);
    }

    private static (PreparedOperation?, IReadOnlyList<ExecutionError>, Outcome) Reject(
        ExecutionError error, Outcome outcome = Outcome.RequestError) =>
        (null, [error], outcome);

    private static OperationKinds KindOf(OperationType type) => type switch
    {
        OperationType.Query => OperationKinds.Query,
        OperationType.Mutation => OperationKinds.Mutation,
        _ => OperationKinds.Subscription,
    };

    private static RequestError NoText(OperationRequest request) => request switch
    {
        // Apollo Client sends the text of the document only after exactly this message.
        { Extensions: { ValueKind: JsonValueKind.Object } extensions } when extensions.TryGetProperty("persistedQuery", out _) =>
            RequestError.PersistedQueryNotSupported(),
        { DocumentId: { } id } => RequestError.DocumentNotFound(id),
        _ => RequestError.NoQuery(),
    };
}
