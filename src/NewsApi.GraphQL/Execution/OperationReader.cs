using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Persisted;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Reads a request into the operation to run:
/// 1. the text of the document is taken from the request, or found by its id or hash (<see cref="PersistedOperations"/>);
/// 2. the document is parsed, limited and validated, or taken from the cache. A valid document may be stored by its hash;
/// 3. the operation is found by its name, and must be of a kind that the protocol allows;
/// 4. the variables are coerced;
/// 5. the cost of the operation is computed.
/// </summary>
internal sealed class OperationReader(DocumentCache documents, PersistedOperations persisted)
{
    /// <summary>Steps 1 and 2: finds the document.</summary>
    /// <param name="measurement">Gets the length of a document that had to be validated.</param>
    /// <returns>The document. If the request is rejected, the document is null, and the errors are returned.</returns>
    public async ValueTask<(PreparedDocument? Document, IReadOnlyList<ExecutionError> Errors)> FindDocumentAsync(
        OperationRequest request, OperationMeasurement measurement, CancellationToken cancellationToken)
    {
        // 1.
        var (text, notFound) = persisted.Find(request);
        if (notFound is not null || text is null)
        {
            return (null, [notFound ?? RequestError.NoQuery()]);
        }

        // 2.
        var (document, errors, isNew) = await documents.GetAsync(text, cancellationToken);
        measurement.ValidatedCharacters = isNew ? text.Length : 0;
        if (document is not null)
        {
            persisted.Store(request);
        }

        return (document, errors);
    }

    /// <summary>Step 3: finds the operation of a document.</summary>
    /// <param name="measurement">Gets the operation as soon as it is found.</param>
    /// <returns>
    /// The operation. If the request is rejected, the operation is null, and the errors and the kind of the rejection are returned.
    /// </returns>
    public static (OperationTemplate? Operation, IReadOnlyList<ExecutionError> Errors, Outcome Outcome) FindOperation(
        PreparedDocument document, OperationRequest request, OperationMeasurement measurement)
    {
        // 3.
        if (document.Find(request.OperationName) is not { } template)
        {
            return Reject(RequestError.NoSuchOperation(request.OperationName));
        }

        measurement.Identify(template.Definition.Operation, template.Definition.Name?.StringValue);
        if (!request.Allowed.HasFlag(KindOf(template.Definition.Operation)))
        {
            var kind = template.Definition.Operation.ToString().ToLowerInvariant();
            return Reject(RequestError.OnlyQueriesByGet(kind), Outcome.MethodNotAllowed);
        }

        return (template, [], Outcome.Data);
    }

    /// <summary>Steps 4 and 5: makes the operation that the request runs.</summary>
    /// <param name="measurement">Gets the work that was needed for the cost.</param>
    /// <returns>
    /// The operation. If the request is rejected, the operation is null, and the errors and the kind of the rejection are returned.
    /// </returns>
    public static async ValueTask<(PreparedOperation? Operation, IReadOnlyList<ExecutionError> Errors, Outcome Outcome)> PrepareAsync(
        OperationRequest request, OperationTemplate template, OperationMeasurement measurement)
    {
        // 4.
        var coerced = await template.CoerceAsync(request.Variables);
        if (!coerced.IsValid)
        {
            return (null, [.. coerced.Errors], Outcome.RequestError);
        }

        // 5.
        var (operation, tooLarge) = template.Prepare(request.Variables, coerced, out var visits);
        measurement.PlannedFields = visits;
        return operation is null ? (null, tooLarge is null ? [] : [tooLarge], Outcome.RequestError) : (operation, [], Outcome.Data);
    }

    private static (OperationTemplate?, IReadOnlyList<ExecutionError>, Outcome) Reject(
        ExecutionError error, Outcome outcome = Outcome.RequestError) =>
        (null, [error], outcome);

    private static OperationKinds KindOf(OperationType type) => type switch
    {
        OperationType.Query => OperationKinds.Query,
        OperationType.Mutation => OperationKinds.Mutation,
        _ => OperationKinds.Subscription,
    };
}
