using System.Security.Claims;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Access;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Mutations;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Executes the operation of a request:
/// 1. the operation waits until this process has read the log up to the requested position, and then until it may run
///    (<see cref="Admission"/>);
/// 2. the request is read into an operation (<see cref="OperationReader"/>);
/// 3. a mutation is rejected if the caller may not write;
/// 4. a subscription joins the subscribers with an equal <see cref="OperationKey"/> (<see cref="SubscriptionHub"/>);
/// 5. GraphQL.NET runs a query with introspection (<see cref="EngineRunner"/>);
/// 6. every other query or mutation is planned, read and written (<see cref="FieldRunner"/>).
/// </summary>
public sealed class OperationExecutor : IOperationExecutor, IDisposable
{
    private readonly NewsSchema _schema;
    private readonly OperationOptions _options;
    private readonly SubscriptionHub _subscriptions;
    private readonly Suggester _suggester;
    private readonly Func<MutationContext> _newMutation;
    private readonly DocumentCache _documents;
    private readonly Admission _admission;
    private readonly OperationReader _reader;
    private readonly EngineRunner _engine;
    private readonly FieldRunner _fields;

    public OperationExecutor(
        NewsSchema schema, SnapshotFactory snapshots, NewsWire wire, SubscriptionHub subscriptions, OperationOptions options,
        FailureReporter failures, ArticleCommands articles, EntityCommands entities, Importer importer, Suggester suggester)
    {
        (_schema, _options, _subscriptions, _suggester) = (schema, options, subscriptions, suggester);
        _newMutation = () => new MutationContext(options, articles, entities, importer);
        _documents = new DocumentCache(schema, options);
        _admission = new Admission(wire, options);
        _reader = new OperationReader(_documents);
        _engine = new EngineRunner(schema, snapshots, failures);
        _fields = new FieldRunner(snapshots, failures);
    }

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        // 1. The wait for the position comes first, because an operation must not occupy a turn during this wait.
        if (request.AtLeast is not null && await _admission.WaitForPositionAsync(request.AtLeast, cancellationToken) is { } behind)
        {
            return Reject([behind]);
        }

        using var turn = await _admission.EnterAsync(cancellationToken);
        try
        {
            return await AnswerAsync(request, turn.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reject([new TimeoutError()]);
        }
    }

    public void Dispose()
    {
        _documents.Dispose();
        _admission.Dispose();
    }

    private async Task<OperationResponse> AnswerAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        // 2.
        var (operation, errors, rejection) = await _reader.ReadAsync(request, cancellationToken);
        if (operation is null)
        {
            return Reject(errors, rejection);
        }

        // 3.
        if (operation.Kind == OperationType.Mutation && CheckWriter(request.Caller) is { } forbidden)
        {
            return Reject([forbidden]);
        }

        // 4.
        if (operation is { Kind: OperationType.Subscription, Roots: { } subscribed })
        {
            return Subscribe(request, operation, subscribed);
        }

        using (operation)
        {
            // 5.
            var context = operation.Kind == OperationType.Mutation
                ? _newMutation()
                : new OperationContext(request.Caller.Sees(), _options) { Suggester = _suggester };
            if (operation.Roots is not { } roots)
            {
                return await _engine.RunAsync(request, operation, context, cancellationToken);
            }

            // 6.
            var (body, outcome, cursor) = await _fields.RunAsync(operation, roots, context, cancellationToken);
            return new OperationResponse.Result(body, outcome)
            {
                Cursor = cursor == default ? null : cursor.ToString(),
            };
        }
    }

    private OperationResponse Subscribe(OperationRequest request, PreparedOperation operation, FieldPlan[] roots)
    {
        try
        {
            var plan = new SubscriptionPlan(
                operation, roots, request.LastEventId, filter => _schema.ReadArticleFilter(filter, _options.MaxFilterSize));
            return new OperationResponse.Stream(_subscriptions.Subscribe(plan));
        }
        catch (RequestError error)
        {
            return Reject([error]);
        }
    }

    private static RequestError? CheckWriter(ClaimsPrincipal caller) =>
        caller.Writes() ? null
        : caller.Identity is { IsAuthenticated: true } ? RequestError.NotAuthorized()
        : RequestError.NotAuthenticated();

    private static OperationResponse.Result Reject(IReadOnlyList<ExecutionError> errors, Outcome outcome = Outcome.RequestError) =>
        new(ErrorWriter.WriteAnswer(errors, executed: false), outcome);
}
