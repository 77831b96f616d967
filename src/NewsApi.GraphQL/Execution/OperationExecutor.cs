using System.Data.Common;
using System.Security.Claims;
using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Loading;
using NewsApi.Transport;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Answers an operation:
/// 1. the request names a document, by its text;
/// 2. the document is parsed, counted and validated, or taken from the cache;
/// 3. the operation is chosen, and GET may only read;
/// 4. the engine runs it over one moment of the database;
/// 5. the result becomes bytes.
/// </summary>
public sealed class OperationExecutor(NewsSchema schema, NewsReader news, OperationOptions options, ILogger<OperationExecutor> log)
    : IOperationExecutor, IDisposable
{
    private readonly DocumentCache _documents = new(schema, options);
    private readonly DocumentExecuter _engine = new();
    private readonly ResultWriter _writer = new();
    private readonly SemaphoreSlim _running = new(options.MaxConcurrent);

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        // 1.
        if (string.IsNullOrEmpty(request.Query))
        {
            return await RefuseAsync(NoText(request), cancellationToken);
        }

        // Waiting for a turn keeps a burst from opening more connections than PostgreSQL has.
        await _running.WaitAsync(cancellationToken);
        try
        {
            // 2.
            var (document, errors) = await _documents.GetAsync(request.Query, cancellationToken);
            if (document is null)
            {
                return await RefuseAsync(errors, cancellationToken);
            }

            // 3.
            if (Chosen(document, request.OperationName) is { Operation: not OperationType.Query } other)
            {
                var kind = other.Operation.ToString().ToLowerInvariant();
                if (request.QueriesOnly)
                {
                    return new OperationResponse.Result(await WriteAsync([RequestError.OnlyQueriesByGet(kind)], cancellationToken), Outcome.MethodNotAllowed);
                }

                if (!Has(other.Operation))
                {
                    return await RefuseAsync(RequestError.NoSuchOperation(kind), cancellationToken);
                }
            }

            // 4.
            await using var snapshot = news.Open(VisibilityOf(request.Caller));
            var result = await RunAsync(request, document, snapshot, cancellationToken);

            // 5.
            var outcome = !result.Executed ? Outcome.RequestError : result.Data is null ? Outcome.NoData : Outcome.Data;
            return new OperationResponse.Result(await _writer.WriteAsync(result, cancellationToken), outcome);
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

    private static RequestError NoText(OperationRequest request) => request switch
    {
        // Apollo falls back to sending the text on this message, and on no other.
        { Extensions: { ValueKind: JsonValueKind.Object } extensions } when extensions.TryGetProperty("persistedQuery", out _) =>
            RequestError.PersistedQueryNotSupported(),
        { DocumentId: { } id } => RequestError.DocumentNotFound(id),
        _ => RequestError.NoQuery(),
    };

    private Task<ExecutionResult> RunAsync(
        OperationRequest request, GraphQLDocument document, NewsSnapshot snapshot, CancellationToken cancellationToken) => _engine.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = document,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = _writer.ReadVariables(request.Variables),
            UserContext = new OperationContext(snapshot),
            User = request.Caller,

            // The document was validated; the engine still checks the variables.
            ValidationRules = [],
            Timeout = options.Timeout,
            TimeoutAction = TimeoutAction.ReturnTimeoutError,
            UnhandledExceptionDelegate = HideAsync,
            CancellationToken = cancellationToken,
        });

    private Task HideAsync(UnhandledExceptionContext context)
    {
        var path = context.FieldContext?.Path is { } fields ? string.Join('.', fields) : "the operation";
        if (context.OriginalException is DbException { IsTransient: true } or TimeoutException)
        {
            log.LogError(context.OriginalException, "The database did not answer {Path}", path);
            context.ErrorMessage = "The database cannot be reached at the moment. Try again in a few seconds.";
        }
        else
        {
            log.LogError(context.OriginalException, "A bug: {Path} failed", path);
            context.ErrorMessage = "Unexpected Execution Error";
        }

        return Task.CompletedTask;
    }

    private Task<OperationResponse> RefuseAsync(ExecutionError error, CancellationToken cancellationToken) => RefuseAsync([error], cancellationToken);

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

    /// <summary>The operation that will run; null where the engine will say that there is none.</summary>
    private static GraphQLOperationDefinition? Chosen(GraphQLDocument document, string? name)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>();
        return string.IsNullOrEmpty(name) ? operations.FirstOrDefault() : operations.FirstOrDefault(o => o.Name?.Value == name);
    }

    // The engine would say so only once it runs, which is too late: the client's mistake would look like ours.
    private bool Has(OperationType kind) => kind switch
    {
        OperationType.Mutation => schema.Mutation is not null,
        OperationType.Subscription => schema.Subscription is not null,
        _ => true,
    };

    private static Visibility VisibilityOf(ClaimsPrincipal caller) =>
        caller.IsInRole("preview") || caller.IsInRole("editor") || caller.IsInRole("admin") ? Visibility.Everything : Visibility.Public;
}
