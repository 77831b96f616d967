using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Persisted;
using NewsApi.GraphQL.Telemetry;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Measures operations: a span, metrics, and a line in the log for each slow operation. None of them has variables or the document.
/// </summary>
public sealed partial class OperationTelemetry(
    TrustedDocuments trusted, OperationOptions options, TimeProvider time, ILogger<OperationTelemetry> log)
{
    private readonly OperationNames _names = new(trusted.HasOperation);

    /// <summary>Begins the measurement of an operation. Dispose of it when the operation has its response.</summary>
    internal OperationMeasurement Begin() => new(this, time.GetTimestamp(), hasSpan: true);

    /// <summary>
    /// Begins the measurement of a query that is answered again from memory. It has a span only if the span of the request is recorded.
    /// </summary>
    /// <param name="started">The time at which the look-up began, by <see cref="GetTimestamp"/>.</param>
    internal OperationMeasurement BeginRepeat(long started) =>
        new(this, started, Activity.Current is { IsAllDataRequested: true });

    internal long GetTimestamp() => time.GetTimestamp();

    /// <summary>Returns the name of an operation for metrics, traces and logs.</summary>
    internal string LimitName(string? name) => _names.Limit(name);

    /// <summary>Records a finished operation.</summary>
    internal void Record(OperationMeasurement operation)
    {
        var duration = time.GetElapsedTime(operation.Started);
        var tags = new TagList
        {
            { "graphql.operation.type", operation.Type },
            { "graphql.operation.name", operation.Name },
            { "newsapi.outcome", operation.Outcome },
        };
        if (operation.Cost is { } cost)
        {
            // The costs of a rejected operation count too, so that an operator sees which limit clients meet.
            var named = new TagList { tags[0], tags[1] };
            GraphQLTelemetry.FieldCost.Record(cost.Field, named);
            GraphQLTelemetry.TypeCost.Record(cost.Type, named);
        }

        if (operation.ErrorCode is { } code)
        {
            tags.Add("error.type", code);
        }

        GraphQLTelemetry.Duration.Record(duration.TotalSeconds, tags);
        if (duration >= options.SlowOperation)
        {
            LogSlow(
                operation.Type, operation.Name, Math.Round(duration.TotalSeconds, 3), operation.Outcome, operation.Cost?.Field,
                operation.Cost?.Type);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Slow operation: {Type} {Name} took {Seconds} s, outcome {Outcome}, field cost {FieldCost}, type cost {TypeCost}")]
    private partial void LogSlow(string type, string name, double seconds, string outcome, double? fieldCost, double? typeCost);
}
