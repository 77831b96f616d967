using System.Runtime.ExceptionServices;
using GraphQL.Execution;
using GraphQL.Validation;
using NewsApi.Content.Database;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Uses GraphQL.NET to run a query that contains introspection. The other root fields of the query read from one snapshot. If a
/// standby ends the snapshot, the query runs again with a new one.
/// </summary>
internal sealed class EngineRunner(ISchema schema, SnapshotFactory snapshots, FailureReporter failures)
{
    public Task<OperationResponse.Result> RunAsync(
        OperationRequest request, PreparedOperation operation, OperationContext context, CancellationToken cancellationToken) =>
        StandbyConflict.RetryAsync(mayFail => RunOnceAsync(request, operation, context, mayFail, cancellationToken));

    /// <param name="mayFail">True if a <see cref="StandbyConflict"/> is thrown, and not reported as an error of its field.</param>
    private async Task<OperationResponse.Result> RunOnceAsync(
        OperationRequest request, PreparedOperation operation, OperationContext context, bool mayFail, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(context.Visibility);
        var engine = new DocumentExecuter(new GraphQLDocumentBuilder(), new CoercedValues(operation.Coerced));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var engineContext = new EngineContext(context, snapshot, end);
        try
        {
            var result = await engine.ExecuteAsync(CreateOptions(request, operation, engineContext, mayFail, end.Token));
            if (mayFail && FindConflict(result) is { } conflict)
            {
                ExceptionDispatchInfo.Throw(conflict);
            }

            context.FirstError ??= result.Errors?.FirstOrDefault();
            return Write(result, context.Options.MaxAnswerBytes) with
            {
                Cursor = snapshot.Cursor == default ? null : snapshot.Cursor.ToString(),
            };
        }
        catch (RequestError tooLarge)
        {
            context.FirstError = tooLarge;
            return new OperationResponse.Result(ErrorWriter.WriteAnswer([tooLarge], executed: false), Outcome.RequestError);
        }
        catch (OperationCanceledException) when (engineContext.IsTooLarge && !cancellationToken.IsCancellationRequested)
        {
            var error = RequestError.AnswerTooLarge(context.Options.MaxAnswerBytes);
            context.FirstError = error;
            return new OperationResponse.Result(ErrorWriter.WriteAnswer([error], executed: false), Outcome.RequestError);
        }
    }

    private ExecutionOptions CreateOptions(
        OperationRequest request, PreparedOperation operation, EngineContext context, bool mayFail,
        CancellationToken cancellationToken) =>
        new()
        {
            Schema = schema,
            Document = operation.Execution.Document,
            Query = operation.Document,
            OperationName = request.OperationName,
            UserContext = context,
            User = request.Caller,
            UnhandledExceptionDelegate = unhandled =>
            {
                if (mayFail && StandbyConflict.Explains(unhandled.OriginalException))
                {
                    return Task.CompletedTask;
                }

                var place = unhandled.FieldContext?.Path is { } path ? string.Join('.', path) : "the operation";
                unhandled.ErrorMessage = failures.Report(unhandled.OriginalException, place).Message;
                return Task.CompletedTask;
            },
            CancellationToken = cancellationToken,
        };

    private static Exception? FindConflict(ExecutionResult result) => result.Errors?
        .Select(e => e.InnerException).FirstOrDefault(e => e is not null && StandbyConflict.Explains(e));

    private static OperationResponse.Result Write(ExecutionResult result, int most)
    {
        var outcome = !result.Executed ? Outcome.RequestError : result.Data is null ? Outcome.NoData : Outcome.Data;
        return new OperationResponse.Result(ErrorWriter.WriteResult(result, most), outcome);
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
