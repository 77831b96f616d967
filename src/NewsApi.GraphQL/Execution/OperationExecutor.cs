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
            if (request.QueriesOnly && Chosen(document, request.OperationName) is { Operation: not OperationType.Query } other)
            {
                var refusal = await WriteAsync([RequestError.OnlyQueriesByGet(other.Operation.ToString().ToLowerInvariant())], cancellationToken);
                return new OperationResponse.Result(refusal, Outcome.MethodNotAllowed);
            }

            // 4.
            await using var snapshot = news.Open(VisibilityOf(request.Caller), ReadsOnce(Chosen(document, request.OperationName)));
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

    // Most operations have one field. `nodes` reads once for each type of thing among its ids.
    private static bool ReadsOnce(GraphQLOperationDefinition? operation) =>
        operation?.SelectionSet.Selections is [GraphQLField field] && field.Name.Value != "nodes";

    private static Visibility VisibilityOf(ClaimsPrincipal caller) =>
        caller.IsInRole("preview") || caller.IsInRole("editor") || caller.IsInRole("admin") ? Visibility.Everything : Visibility.Public;
}
