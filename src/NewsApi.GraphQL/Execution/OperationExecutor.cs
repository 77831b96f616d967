using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Access;
using NewsApi.Content.Caching;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Mutations;
using NewsApi.GraphQL.Persisted;
using NewsApi.GraphQL.Pricing;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Executes the operation of a request:
/// 1. the operation waits until this process has read the log up to the requested position (<see cref="Admission"/>);
/// 2. its document is found, and validated if it is new, and then the operation (<see cref="OperationReader"/>);
/// 3. a query about public content is answered from memory, if its answer is there (<see cref="QueryCache"/>). Every other operation waits
///    until it may run, and is prepared (<see cref="OperationReader.PrepareAsync"/>);
/// 4. a mutation is rejected if the caller or this process may not write (<see cref="WriterCheck"/>);
/// 5. the operation is rejected if it costs more than allowed (<see cref="CheckCost"/>);
/// 6. a subscription joins the subscribers with an equal <see cref="OperationKey"/> (<see cref="SubscriptionHub"/>);
/// 7. GraphQL.NET runs a query with introspection (<see cref="EngineRunner"/>);
/// 8. every other query or mutation is planned, read and written (<see cref="FieldRunner"/>).
/// </summary>
public sealed class OperationExecutor : IOperationExecutor, IDisposable
{
    /// <summary>Planning the price of this number of fields takes about as long as one unit of cost.</summary>
    private const int PlannedFieldsPerUnit = 10;

    /// <summary>Validating this number of characters of a new document takes about as long as one unit of cost.</summary>
    private const int ValidatedCharactersPerUnit = 1;

    private readonly NewsSchema _schema;
    private readonly OperationOptions _options;
    private readonly SubscriptionHub _subscriptions;
    private readonly NewsWire _wire;
    private readonly PublicPeriods _periods;
    private readonly Suggester _suggester;
    private readonly RateLimits _rates;
    private readonly WriterCheck _writer;
    private readonly Func<MutationContext> _newMutation;
    private readonly DocumentCache _documents;
    private readonly OperationTelemetry _telemetry;
    private readonly Admission _admission;
    private readonly OperationReader _reader;
    private readonly QueryCache _cache;
    private readonly EngineRunner _engine;
    private readonly FieldRunner _fields;

    public OperationExecutor(
        NewsSchema schema, SnapshotFactory snapshots, NewsWire wire, SubscriptionHub subscriptions, OperationOptions options,
        FailureReporter failures, ArticleCommands articles, EntityCommands entities, Importer importer, Suggester suggester,
        PersistedOperations persisted, RateLimits rates, OperationTelemetry telemetry, AnswerCache cache, PublicPeriods periods,
        RoleOptions role, Admission admission)
    {
        (_schema, _options, _subscriptions, _suggester, _rates) = (schema, options, subscriptions, suggester, rates);
        (_wire, _periods, _telemetry) = (wire, periods, telemetry);
        _writer = new WriterCheck(role);
        _newMutation = () => new MutationContext(options, articles, entities, importer);
        _documents = new DocumentCache(schema, options);
        _admission = admission;
        _reader = new OperationReader(_documents, persisted);
        _cache = new QueryCache(cache, periods, new RepeatableQueries(persisted, rates, telemetry));
        _engine = new EngineRunner(schema, snapshots, failures);
        _fields = new FieldRunner(snapshots, failures);
    }

    public async Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        using var measurement = _telemetry.Begin();
        try
        {
            return measurement.Finish(await AdmitAsync(request, measurement, cancellationToken));
        }
        catch
        {
            measurement.Fail(cancellationToken.IsCancellationRequested);
            throw;
        }
    }

    public void Dispose() => _documents.Dispose();

    private async Task<OperationResponse> AdmitAsync(
        OperationRequest request, OperationMeasurement measurement, CancellationToken cancellationToken)
    {
        if (_rates.TryTake(request.Client, RequestPrice.Compute(request)) is { } early)
        {
            return Reject(measurement, early);
        }

        // 1. The wait for the position comes first, because an operation must not occupy a turn during this wait.
        if (request.AtLeast is not null && await _admission.WaitForPositionAsync(request.AtLeast, cancellationToken) is { } behind)
        {
            return Reject(measurement, [behind]);
        }

        // 2. The document comes before the turn too: new documents wait for each other, and known ones must not wait for them.
        var (document, errors) = await _reader.FindDocumentAsync(request, measurement, cancellationToken);
        if (_rates.TakeAfterwards(request.Client, measurement.ValidatedCharacters / ValidatedCharactersPerUnit) is { } validated)
        {
            return Reject(measurement, validated);
        }

        if (document is null)
        {
            return Reject(measurement, errors);
        }

        var (operation, faults, rejection) = OperationReader.FindOperation(document, request, measurement);
        if (operation is null)
        {
            return Reject(measurement, faults, rejection);
        }

        try
        {
            // 3. Memory comes before the turn, because an answer from memory must not wait for other operations.
            return _cache.Accepts(request, operation)
                ? await _cache.AnswerAsync(
                    request, operation, () => RunInTurnAsync(request, operation, measurement, cancellationToken), cancellationToken)
                : (await RunInTurnAsync(request, operation, measurement, cancellationToken)).Response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reject(measurement, [new TimeoutError()]);
        }
    }

    private async Task<ComputedResponse> RunInTurnAsync(
        OperationRequest request, OperationTemplate template, OperationMeasurement measurement, CancellationToken cancellationToken)
    {
        using var turn = await _admission.EnterAsync(cancellationToken);
        return await ComputeAsync(request, template, measurement, turn.Token);
    }

    private async Task<ComputedResponse> ComputeAsync(
        OperationRequest request, OperationTemplate template, OperationMeasurement measurement, CancellationToken cancellationToken)
    {
        var (operation, errors, rejection) = await OperationReader.PrepareAsync(request, template, measurement);
        var spent = _rates.TakeAfterwards(request.Client, measurement.PlannedFields / PlannedFieldsPerUnit);
        if (operation is null || spent is not null)
        {
            return spent is null ? Reject(measurement, errors, rejection) : Reject(measurement, spent);
        }

        measurement.Cost = operation.Cost;

        // 4.
        if (operation.Kind == OperationType.Mutation && _writer.FindProblem(request.Caller) is { } forbidden)
        {
            return Reject(measurement, [forbidden]);
        }

        var key = operation.Kind == OperationType.Mutation ? IdempotencyKeys.Create(request, operation) : null;
        if (key is not null && !CommandKey.IsValid(key.Key))
        {
            return Reject(measurement, [RequestError.InvalidIdempotencyKey()]);
        }

        // 5.
        if (request.CostMode == CostMode.Validate)
        {
            return new OperationResponse.Result(CostReport.Write(operation.Cost), Outcome.Data);
        }

        if (CheckCost(operation.Cost) is { } tooExpensive)
        {
            return ReportCost(request, operation, Reject(measurement, [tooExpensive]));
        }

        if (_rates.TryTake(request.Client, operation.Cost.Sum - RateLimits.LeastPrice) is { } later)
        {
            return Reject(measurement, later);
        }

        // 6.
        if (operation is { Kind: OperationType.Subscription, Roots: { } subscribed })
        {
            return Subscribe(request, measurement, operation, subscribed);
        }

        using (operation)
        {
            if (operation.Kind != OperationType.Mutation)
            {
                var query = new OperationContext(request.Caller.Sees(), _options) { Suggester = _suggester };
                return await RunAsync(request, operation, query, measurement, cancellationToken);
            }

            try
            {
                return await RunAsync(
                    request, operation, key is null ? _newMutation() : _newMutation().With(key), measurement, cancellationToken);
            }
            finally
            {
                // Before the client gets the response, whatever it is: a mutation that failed may have been committed.
                _periods.Invalidate();
            }
        }
    }

    private async Task<ComputedResponse> RunAsync(
        OperationRequest request, PreparedOperation operation, OperationContext context, OperationMeasurement measurement,
        CancellationToken cancellationToken)
    {
        // 7.
        if (operation.Roots is not { } roots)
        {
            var result = await _engine.RunAsync(request, operation, context, cancellationToken);
            return Finish(result.Cursor is null ? result with { Cursor = _wire.Head.ToString() } : result, reads: null);
        }

        // 8.
        var answer = await _fields.RunAsync(operation, roots, context, cancellationToken);
        var isRead = answer.Cursor != default;
        var response = Finish(new OperationResponse.Result(answer.Body, answer.Outcome)
        {
            Cursor = (isRead ? answer.Cursor : _wire.Head).ToString(),
        }, answer.Reads);
        if (isRead)
        {
            _periods.Observe(answer.Cursor);
        }

        return isRead && response.IsPublic && answer.Reads is { DependsOnMoment: false }
            ? new ComputedResponse(response, answer)
            : response;

        OperationResponse.Result Finish(OperationResponse.Result result, ReadSet? reads)
        {
            measurement.SetError(context.FirstError);
            var isPublic = operation.Kind == OperationType.Query && context.Visibility == Visibility.Public
                && result.Outcome == Outcome.Data && context.FirstError is null;
            return ReportCost(request, operation, result with { IsPublic = isPublic, Tags = isPublic ? _cache.CreateTags(reads) : null });
        }
    }

    private OperationResponse Subscribe(
        OperationRequest request, OperationMeasurement measurement, PreparedOperation operation, FieldPlan[] roots)
    {
        try
        {
            var plan = new SubscriptionPlan(
                operation, roots, request.LastEventId, filter => _schema.ReadArticleFilter(filter, _options.MaxFilterSize));
            return new OperationResponse.Stream(_subscriptions.Subscribe(plan));
        }
        catch (RequestError error)
        {
            return Reject(measurement, [error]);
        }
    }

    private RequestError? CheckCost(OperationCost cost) =>
        cost.Field > _options.MaxFieldCost ? RequestError.FieldCostExceeded(cost.Field, _options.MaxFieldCost)
        : cost.Type > _options.MaxTypeCost ? RequestError.TypeCostExceeded(cost.Type, _options.MaxTypeCost)
        : null;

    /// <summary>Adds the cost to the response, if the request asks for it.</summary>
    private static OperationResponse.Result ReportCost(
        OperationRequest request, PreparedOperation operation, OperationResponse.Result result) =>
        request.CostMode == CostMode.Report ? result with { Body = CostReport.AddTo(result.Body, operation.Cost) } : result;

    private static OperationResponse.Result Reject(OperationMeasurement measurement, RateRejection rejection) =>
        Reject(measurement, [RequestError.RateLimited(rejection.RetryAfter)], Outcome.TooManyRequests) with { Rejection = rejection };

    private static OperationResponse.Result Reject(
        OperationMeasurement measurement, IReadOnlyList<ExecutionError> errors, Outcome outcome = Outcome.RequestError)
    {
        measurement.SetError(errors.Count > 0 ? errors[0] : null);
        return new(ErrorWriter.WriteAnswer(errors, executed: false), outcome);
    }
}
