using System.Text.Json;
using GraphQLParser.AST;
using NewsApi.GraphQL.Answers;
using NewsApi.GraphQL.Persisted;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Answers queries again from memory, without their documents. Each answer is paid for and measured as an operation. No part of a parsed
/// document is kept here, because it would keep the whole document in memory after the cache of documents has evicted it.
/// </summary>
internal sealed class RepeatableQueries(PersistedOperations persisted, RateLimits rates, OperationTelemetry telemetry)
{
    /// <summary>An estimate of the memory of a request that names its document, without its variables.</summary>
    private const int RequestSize = 1000;

    /// <summary>Returns the query of a request; null if an equal request must be executed.</summary>
    /// <param name="find">Returns the answer, if it is in memory.</param>
    public IRepeatableOperation? Create(OperationRequest request, OperationKey key, Func<OperationKey, OperationResponse.Result?> find)
    {
        // A request with a text and its hash stores the document for requests with the hash alone.
        var stores = request.Query is not null && request.Extensions.ValueKind == JsonValueKind.Object
            && request.Extensions.TryGetProperty("persistedQuery", out _);
        return stores ? null : new RepeatableQuery(this, request, key, find);
    }

    private sealed class RepeatableQuery(
        RepeatableQueries all, OperationRequest request, OperationKey key, Func<OperationKey, OperationResponse.Result?> find)
        : IRepeatableOperation
    {
        private readonly double _price = RequestPrice.Compute(request);

        // A request with the text of its document need not be kept.
        private readonly OperationRequest? _naming = request.Query is null ? request : null;

        public long Size { get; } = key.Size + (request.Query is null ? RequestSize + key.Size : 0);

        public OperationResponse.Result? Repeat(Client? client)
        {
            var started = all.Telemetry.GetTimestamp();
            if (_naming is not null && all.Persisted.Find(_naming).Text != key.Document)
            {
                // The operator has replaced the document, or it is no longer stored.
                return null;
            }

            if (find(key) is not { } result || all.Rates.TryTake(client, _price) is not null)
            {
                return null;
            }

            using var measurement = all.Telemetry.BeginRepeat(started);
            measurement.Identify(OperationType.Query, key.Operation);
            measurement.Finish(result);
            return result;
        }
    }

    private PersistedOperations Persisted => persisted;

    private RateLimits Rates => rates;

    private OperationTelemetry Telemetry => telemetry;
}
