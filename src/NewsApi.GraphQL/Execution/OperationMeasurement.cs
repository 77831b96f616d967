using System.Diagnostics;
using GraphQLParser.AST;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Pricing;
using NewsApi.GraphQL.Telemetry;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Telemetry;

namespace NewsApi.GraphQL.Execution;

/// <summary>The measurement of one operation, and its span. It ends when it is disposed of.</summary>
/// <param name="started">The timestamp of the request.</param>
/// <param name="hasSpan">True to begin a span.</param>
internal sealed class OperationMeasurement(OperationTelemetry telemetry, long started, bool hasSpan) : IDisposable
{
    /// <summary>The type and the name of an operation that was rejected before it was found in its document.</summary>
    private const string Unknown = "(unknown)";

    private readonly Activity? _span = hasSpan ? GraphQLTelemetry.Spans.StartActivity("GraphQL") : null;

    public long Started => started;

    public string Type { get; private set; } = Unknown;

    public string Name { get; private set; } = Unknown;

    /// <summary>The cost; null if the operation was rejected before it was priced.</summary>
    public OperationCost? Cost { get; set; }

    /// <summary>The length of the document if it was validated for this request, in UTF-16 code units; 0 if it was in the cache.</summary>
    public int ValidatedCharacters { get; set; }

    /// <summary>The number of fields that were visited to plan the price of the operation; 0 if the plan is in the cache.</summary>
    public int PlannedFields { get; set; }

    /// <summary>The code of the first error; null without an error.</summary>
    public string? ErrorCode { get; private set; }

    /// <summary>
    /// One of these: <c>ok</c>, <c>partial</c> (data with an error), <c>rejected</c> (the client must change the request), <c>failed</c>,
    /// <c>cancelled</c> (the client did not wait for the response).
    /// </summary>
    public string Outcome { get; private set; } = "failed";

    /// <summary>Sets the operation of the request, when it is found in a valid document.</summary>
    /// <param name="name">Null or empty for an anonymous operation.</param>
    public void Identify(OperationType type, string? name)
    {
        var isAnonymous = string.IsNullOrEmpty(name);
        Type = type switch
        {
            OperationType.Query => "query",
            OperationType.Mutation => "mutation",
            _ => "subscription",
        };
        Name = telemetry.LimitName(isAnonymous ? null : name);
        if (_span is { IsAllDataRequested: true })
        {
            _span.DisplayName = isAnonymous ? Type : $"{Type} {Name}";
            _span.SetTag("graphql.operation.type", Type);
            _span.SetTag("graphql.operation.name", isAnonymous ? null : Name);
        }
    }

    /// <summary>Sets the first error of the response. Later calls have no effect.</summary>
    public void SetError(ExecutionError? error)
    {
        if (error is not null)
        {
            ErrorCode ??= ErrorExtensions.FindCode(error) is { Length: > 0 } code ? code : "VALIDATION";
        }
    }

    public OperationResponse Finish(OperationResponse response)
    {
        Outcome = response switch
        {
            OperationResponse.Stream => "ok",
            OperationResponse.Result { Outcome: Transport.Operations.Outcome.Data } => ErrorCode is null ? "ok" : "partial",
            OperationResponse.Result
            {
                Outcome: Transport.Operations.Outcome.RequestError or Transport.Operations.Outcome.MethodNotAllowed
                    or Transport.Operations.Outcome.TooManyRequests,
            } => "rejected",
            _ => "failed",
        };
        if (Outcome == "rejected")
        {
            TransportTelemetry.CountRejection(ErrorCode);
        }

        return response;
    }

    /// <summary>Sets the outcome of an operation that threw an exception.</summary>
    /// <param name="isCancelled">True if the client no longer waits for the response.</param>
    public void Fail(bool isCancelled) => (Outcome, ErrorCode) = isCancelled ? ("cancelled", null) : ("failed", ErrorCodes.Unexpected);

    public void Dispose()
    {
        telemetry.Record(this);
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag("error.type", ErrorCode);
            _span.SetStatus(Outcome is "failed" or "partial" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }

        _span?.Dispose();
    }
}
