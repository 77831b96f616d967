using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>Runs a query with introspection, by GraphQL.NET. The other root fields of the query read from one snapshot.</summary>
internal sealed class EngineRunner(ISchema schema, SnapshotFactory snapshots, FailureReporter failures)
{
    private readonly DocumentExecuter _engine = new();

    public async Task<OperationResponse> RunAsync(
        OperationRequest request, PreparedOperation operation, OperationContext context, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(context.Visibility);
        var result = await _engine.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = operation.Execution.Document,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = VariableReader.Read(operation.Variables),
            UserContext = new EngineContext(context, snapshot),
            User = request.Caller,

            // The document is valid already; the engine still coerces the variables.
            ValidationRules = [],
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
}
