using GraphQLParser.AST;
using NewsApi.Content.Access;
using NewsApi.Content.Caching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Statements;
using NewsApi.GraphQL.Answers;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Answers queries about public content from memory. If the cache does not have an answer, it is computed once for all requests that wait
/// for it.
/// </summary>
internal sealed class QueryCache(AnswerCache cache, PublicPeriods periods, RepeatableQueries repeats)
{
    private readonly SharedComputations<OperationResponse> _computations = new();

    /// <summary>
    /// Returns true if the cache may have the answer to a request. Callers who may see more than public content get their answers from the
    /// database, and so do requests about costs.
    /// </summary>
    public bool Accepts(OperationRequest request, OperationTemplate operation) =>
        cache.IsEnabled && operation.Definition.Operation == OperationType.Query && request.CostMode == CostMode.None
        && request.Caller.Sees() == Visibility.Public;

    /// <summary>Makes the tags of an answer about public content; null if responses have no tags.</summary>
    /// <param name="reads">What the answer was read from; null if that is not known.</param>
    public ResponseTags? CreateTags(ReadSet? reads) => cache.HasTags ? new ResponseTags(() => AnswerTags.Create(reads)) : null;

    /// <summary>Returns the answer from memory, or computes it.</summary>
    /// <param name="compute">Computes the answer for this request alone.</param>
    public async Task<OperationResponse> AnswerAsync(
        OperationRequest request, OperationTemplate operation, Func<Task<ComputedResponse>> compute, CancellationToken cancellationToken)
    {
        var key = OperationKey.Create(operation.Text, operation.Definition, request.Variables, Visibility.Public);
        var (result, isShared) = await _computations.RunAsync(
            key,
            () => Find(key),
            async () =>
            {
                cache.CountAnswer(isShared: false);
                var restarts = periods.Restarts;
                var computed = await compute();
                return computed is { Response: OperationResponse.Result own, Snapshot: { } read }
                    ? (Store(key, own, read, restarts), true)
                    : (computed.Response, false);
            },
            cancellationToken);
        if (isShared)
        {
            cache.CountAnswer(isShared: true);
        }

        return result is OperationResponse.Result { Kept: not null } kept
            ? kept with { Repeatable = repeats.Create(request, key, Find) }
            : result;
    }

    private OperationResponse.Result? Find(OperationKey key) => cache.Find(key) is ({ } answer, { } period)
        ? new OperationResponse.Result(answer.Body, Outcome.Data)
        {
            Cursor = period.Cursor.ToString(),
            IsPublic = true,
            Kept = (KeptAnswer)answer,
            Tags = ((KeptAnswer)answer).Tags,
            FreshFor = periods.MeasureFreshness(period),
        }
        : null;

    private OperationResponse.Result Store(OperationKey key, OperationResponse.Result result, FieldAnswer read, int restarts)
    {
        // A large answer lies in a buffer that is up to twice as large.
        var kept = new KeptAnswer(result.Body.ToArray(), read.Cursor, read.Time)
        {
            Reads = read.Reads is null ? AnswerReads.Everything : AnswerReads.Create(read.Reads),
            Tags = result.Tags,
            ShowsCursor = key.Document.Contains("wireCursor", StringComparison.Ordinal),
        };
        return cache.Store(key, kept, key.Size + (kept.Tags?.Size ?? 0), restarts)
            ? result with { Kept = kept, FreshFor = periods.MeasureFreshness(kept) }
            : result;
    }
}
