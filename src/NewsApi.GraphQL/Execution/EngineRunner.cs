using GraphQL.Execution;
using GraphQL.Validation;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Uses GraphQL.NET to run a query that contains introspection. The other root fields of the query read from one snapshot.
/// </summary>
internal sealed class EngineRunner(ISchema schema, SnapshotFactory snapshots, FailureReporter failures)
{
    public async Task<OperationResponse> RunAsync(
        OperationRequest request, PreparedOperation operation, OperationContext context, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(context.Visibility);
        var engine = new DocumentExecuter(new GraphQLDocumentBuilder(), new CoercedValues(operation.Coerced));
        var result = await engine.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = operation.Execution.Document,
            Query = request.Query,
            OperationName = request.OperationName,
            UserContext = new EngineContext(context, snapshot),
            User = request.Caller,
            UnhandledExceptionDelegate = unhandled =>
            {
                var place = unhandled.FieldContext?.Path is { } path ? string.Join('.', path) : "the operation";
                unhandled.ErrorMessage = failures.Report(unhandled.OriginalException, place).Message;
                return Task.CompletedTask;
            },
            CancellationToken = cancellationToken,
        });
        var outcome = !result.Executed ? Outcome.RequestError : result.Data is null ? Outcome.NoData : Outcome.Data;
        return new OperationResponse.Result(await ErrorWriter.WriteResultAsync(result, cancellationToken), outcome);
    }

    /// <summary>
    /// A validator that gives GraphQL.NET the values that are already coerced. The validator checks nothing, because the document is
    /// already validated.
    /// </summary>
    private sealed class CoercedValues(IValidationResult coerced) : IDocumentValidator
    {
        public Task<IValidationResult> ValidateAsync(in ValidationOptions options) => Task.FromResult(coerced);
    }
}
