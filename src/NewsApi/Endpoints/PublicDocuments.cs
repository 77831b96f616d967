using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Outgoing;
using NewsApi.GraphQL.Execution;
using NewsApi.Transport.Operations;

namespace NewsApi.Endpoints;

/// <summary>
/// Documents with public content, from the same memory as the answers of queries. So a document is never older than a write that this
/// process has acknowledged, and a change that does not touch it leaves it in memory. What is not in memory takes its turn among the
/// operations, so that a burst leaves connections for them.
/// </summary>
internal sealed class PublicDocuments(AnswerCache cache, PublicPeriods periods, Admission admission)
{
    private readonly SharedComputations<PublicDocument> _computations = new();

    /// <summary>Returns a document from memory, or reads and writes it.</summary>
    /// <param name="key">Equal keys stand for the same document. It has the host of the request, because documents have addresses.</param>
    /// <param name="read">Reads the content.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="findMove">Returns the present slug of content that was found by a former one; otherwise null.</param>
    public async Task<PublicDocument> FindAsync<T>(
        string key, Func<CancellationToken, Task<PublicRead<T>>> read, Func<T, byte[]> write, Func<T, string?>? findMove,
        CancellationToken cancellationToken)
        where T : class
    {
        var name = new Key(key);
        var (document, isShared) = await _computations.RunAsync(
            name,
            () => Find(name),
            async () =>
            {
                cache.CountAnswer(isShared: false);
                var restarts = periods.Restarts;
                using var turn = await admission.EnterAsync(cancellationToken);
                var found = await StandbyConflict.RetryAsync(() => read(turn.Token));
                periods.Observe(found.Cursor);
                return found.Value is not { } value ? (new PublicDocument(null, found.Time), false)
                    : findMove?.Invoke(value) is { } slug ? (new PublicDocument(null, found.Time) { MovedTo = slug }, false)
                    : Store(name, found, write(value), restarts);
            },
            cancellationToken);
        if (isShared)
        {
            cache.CountAnswer(isShared: true);
        }

        return document;
    }

    /// <summary>Reads something that is not kept, such as whether an article was withdrawn.</summary>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var turn = await admission.EnterAsync(cancellationToken);
        return await StandbyConflict.RetryAsync(() => read(turn.Token));
    }

    private PublicDocument? Find(Key key) => cache.IsEnabled && cache.Find(key) is ({ } answer, { } period)
        ? ToDocument((KeptAnswer)answer, periods.MeasureFreshness(period))
        : null;

    private (PublicDocument Document, bool IsShareable) Store<T>(Key key, PublicRead<T> read, byte[] body, int restarts)
        where T : class
    {
        var kept = new KeptAnswer(body, read.Cursor, read.Time)
        {
            Reads = AnswerReads.Create(read.Reads),
            Tags = cache.HasTags ? new ResponseTags(() => AnswerTags.Create(read.Reads)) : null,
        };
        var isStored = cache.IsEnabled && !read.Reads.DependsOnMoment
            && cache.Store(key, kept, (key.Text.Length * sizeof(char)) + (kept.Tags?.Size ?? 0), restarts);
        var document = ToDocument(kept, isStored ? periods.MeasureFreshness(kept) : TimeSpan.Zero);
        return (document, isStored);
    }

    private static PublicDocument ToDocument(KeptAnswer kept, TimeSpan fresh) => new(
        new OperationResponse.Result(kept.Body, Outcome.Data)
        {
            Cursor = kept.Cursor.ToString(),
            IsPublic = true,
            Kept = kept,
            Tags = kept.Tags,
            FreshFor = fresh,
        },
        kept.Time);

    /// <summary>The key of a document. It is a type of its own, because the memory also has the answers of queries.</summary>
    private sealed record Key(string Text);
}
