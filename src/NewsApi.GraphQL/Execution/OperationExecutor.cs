using System.Data.Common;
using System.Security.Claims;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Access;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Mutations;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Transport;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Answers an operation:
/// 1. the request names a document, by its text, and maybe what of the log must have been seen, which is waited for;
/// 2. the document is parsed, counted and validated, or taken from the cache;
/// 3. the operation is chosen, and GET may only read;
/// 4. its variables are coerced;
/// 5. it runs: a query over one moment of the database and a mutation field by field, by <see cref="FieldRunner"/>; introspection by the
/// engine; a subscription joins those that ask for the same (<see cref="SubscriptionHub"/>);
/// 6. the result becomes bytes.
/// </summary>
public sealed class OperationExecutor(
    NewsSchema schema, SnapshotFactory news, NewsWire wire, CommandSet desk, SubscriptionHub subscriptions, OperationOptions options, ILogger<OperationExecutor> log)
    : IOperationExecutor, IDisposable
{
    /// <summary>What clients are told while PostgreSQL does not answer.</summary>
    public const string DatabaseAway = "The database cannot be reached at the moment. Try again in a few seconds.";

    private readonly DocumentCache _documents = new(schema, options);
    private readonly DocumentExecuter _engine = new();
    private readonly ResultWriter _writer = new();
    private readonly SemaphoreSlim _running = new(options.MaxConcurrent);

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        // 1.
        if (string.IsNullOrEmpty(request.Query))
        {
            return await RefuseAsync([NoText(request)], cancellationToken);
        }

        // Before its turn, which it would take from others for as long as it waits.
        if (request.AtLeast is not null && await BehindAsync(request.AtLeast, cancellationToken) is { } behind)
        {
            return await RefuseAsync([behind], cancellationToken);
        }

        // Waiting for a turn costs nothing; waiting for a connection would time out in a burst.
        await _running.WaitAsync(cancellationToken);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(options.Timeout);
        try
        {
            return await AnswerAsync(request, time.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await RefuseAsync([new TimeoutError()], cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose()
    {
        _documents.Dispose();
        _running.Dispose();
    }

    private async Task<OperationResponse> AnswerAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        // 2.
        var (document, errors) = await _documents.GetAsync(request.Query!, cancellationToken);
        if (document is null)
        {
            return await RefuseAsync(errors, cancellationToken);
        }

        // 3.
        if (document.Choose(request.OperationName) is not { } operation)
        {
            return await RefuseAsync([RequestError.NoSuchOperation(request.OperationName)], cancellationToken);
        }

        var kind = operation.Operation.ToString().ToLowerInvariant();
        if (!request.Allowed.HasFlag(operation.Operation switch
        {
            OperationType.Query => OperationKinds.Query,
            OperationType.Mutation => OperationKinds.Mutation,
            _ => OperationKinds.Subscription,
        }))
        {
            return new OperationResponse.Result(await WriteAsync([RequestError.OnlyQueriesByGet(kind)], cancellationToken), Outcome.MethodNotAllowed);
        }

        if (!Has(operation.Operation))
        {
            return await RefuseAsync([RequestError.NoSuchKind(kind)], cancellationToken);
        }

        // 4.
        var variables = _writer.ReadVariables(request.Variables);
        var coerced = await document.CoerceAsync(operation, variables);
        if (!coerced.IsValid)
        {
            return await RefuseAsync([.. coerced.Errors], cancellationToken);
        }

        // 5.
        if (operation.Operation == OperationType.Mutation && Refusal(request.Caller) is { } refusal)
        {
            return await RefuseAsync([refusal], cancellationToken);
        }

        await using var context = new OperationContext(news.Open(request.Caller.Sees(), ReadsOnce(operation)), desk, options);
        if (document.RootsOf(operation, coerced) is not { } roots)
        {
            return await RunByEngineAsync(request, document.Document, variables, context, cancellationToken);
        }

        var execution = new global::GraphQL.Execution.ExecutionContext
        {
            Schema = schema,
            Document = document.Document,
            ArgumentValues = coerced.ArgumentValues,
            DirectiveValues = coerced.DirectiveValues,
        };
        if (operation.Operation == OperationType.Subscription)
        {
            return await SubscribeAsync(request, roots, execution, cancellationToken);
        }

        using (execution)
        {
            var (body, hasData) = await new FieldRunner(_writer).RunAsync(
                roots, NewsSchema.RootOf(schema, operation.Operation), context, execution,
                (exception, field) => new UnhandledError(Hide(exception, field.Name.ToString()), exception), cancellationToken);

            // 6.
            return new OperationResponse.Result(body, hasData ? Outcome.Data : Outcome.NoData) { Cursor = CursorOf(context.News) };
        }
    }

    private async Task<OperationResponse> SubscribeAsync(
        OperationRequest request, FieldPlan[] roots, IExecutionContext execution, CancellationToken cancellationToken)
    {
        try
        {
            var plan = new SubscriptionPlan(roots, execution, request, filter => schema.ReadArticleFilter(filter, options.MaxFilterSize));
            return new OperationResponse.Stream(subscriptions.Subscribe(plan));
        }
        catch (RequestError error)
        {
            return await RefuseAsync([error], cancellationToken);
        }
    }

    private async Task<OperationResponse> RunByEngineAsync(
        OperationRequest request, GraphQLDocument document, Inputs variables, OperationContext context, CancellationToken cancellationToken)
    {
        var result = await _engine.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = document,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = variables,
            UserContext = context,
            User = request.Caller,

            // The document was validated; the engine still checks the variables.
            ValidationRules = [],
            UnhandledExceptionDelegate = unhandled =>
            {
                unhandled.ErrorMessage = Hide(
                    unhandled.OriginalException, unhandled.FieldContext?.Path is { } path ? string.Join('.', path) : "the operation");
                return Task.CompletedTask;
            },
            CancellationToken = cancellationToken,
        });
        var outcome = !result.Executed ? Outcome.RequestError : result.Data is null ? Outcome.NoData : Outcome.Data;
        return new OperationResponse.Result(await _writer.WriteAsync(result, cancellationToken), outcome);
    }

    private static RequestError NoText(OperationRequest request) => request switch
    {
        // Apollo falls back to sending the text on this message, and on no other.
        { Extensions: { ValueKind: JsonValueKind.Object } extensions } when extensions.TryGetProperty("persistedQuery", out _) =>
            RequestError.PersistedQueryNotSupported(),
        { DocumentId: { } id } => RequestError.DocumentNotFound(id),
        _ => RequestError.NoQuery(),
    };

    /// <summary>Logs an exception and returns what the client may know of it.</summary>
    private string Hide(Exception exception, string field)
    {
        if (exception is DbException { IsTransient: true } or TimeoutException)
        {
            log.LogError(exception, "The database did not answer {Field}", field);
            return DatabaseAway;
        }

        log.LogError(exception, "A bug: {Field} failed", field);
        return "Unexpected Execution Error";
    }

    private async Task<OperationResponse> RefuseAsync(IReadOnlyList<ExecutionError> errors, CancellationToken cancellationToken) =>
        new OperationResponse.Result(await WriteAsync(errors, cancellationToken), Outcome.RequestError);

    private Task<ReadOnlyMemory<byte>> WriteAsync(IReadOnlyList<ExecutionError> errors, CancellationToken cancellationToken)
    {
        var result = new ExecutionResult();
        foreach (var error in errors)
        {
            result.AddError(error);
        }

        return _writer.WriteAsync(result, cancellationToken);
    }

    // The engine would say so only once it runs, which is too late: the client's mistake would look like ours.
    private bool Has(OperationType kind) => kind switch
    {
        OperationType.Mutation => schema.Mutation is not null,
        OperationType.Subscription => schema.Subscription is not null,
        _ => true,
    };

    // Most operations have one field. `nodes` reads once for each type of thing among its ids.
    private static bool ReadsOnce(GraphQLOperationDefinition operation) =>
        operation.SelectionSet.Selections is [GraphQLField field] && field.Name.Value != "nodes";

    /// <summary>Waits until this process has seen what the client has seen elsewhere; the error where it does not within a second.</summary>
    private async Task<RequestError?> BehindAsync(string atLeast, CancellationToken cancellationToken)
    {
        if (!WireCursor.TryParse(atLeast, out var cursor))
        {
            return RequestError.MalformedWireCursor(atLeast);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.AtLeastWait);
        try
        {
            await wire.WaitForAsync(cursor, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RequestError.NotThatFar(wire.Head);
        }
    }

    private static string? CursorOf(NewsSnapshot news) => news.Cursor == default ? null : news.Cursor.ToString();

    private static RequestError? Refusal(ClaimsPrincipal caller) =>
        caller.Writes() ? null
        : caller.Identity is { IsAuthenticated: true } ? RequestError.NotAuthorized()
        : RequestError.NotAuthenticated();
}
