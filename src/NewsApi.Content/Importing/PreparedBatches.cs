using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NewsApi.Content.Importing;

/// <summary>Reads items ahead and prepares them on other threads while an earlier batch is written.</summary>
internal static class PreparedBatches
{
    // How many batches are prepared ahead of the one that is written. They are few, because a batch may take many megabytes.
    private const int Ahead = 2;

    /// <param name="complete">What else is done to a prepared batch, ahead of its turn and on another thread.</param>
    public static async IAsyncEnumerable<PreparedItem[]> Of(
        IAsyncEnumerable<Incoming> items, ImportOptions options, Func<PreparedItem[], CancellationToken, Task<PreparedItem[]>> complete,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<Task<PreparedItem[]>>(Ahead);
        var reading = Task.Run(() => ReadAsync(items, options, batches.Writer, PrepareAsync, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return await batch;
            }
        }
        finally
        {
            // If the caller stops enumerating early, the reading is still in the middle of a file.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (batches.Reader.TryRead(out var prepared))
            {
                await ((Task)prepared).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        Task<PreparedItem[]> PrepareAsync(List<Incoming> batch) => Task.Run(
            () => complete(batch.ConvertAll(item => PreparedItem.Of(item)).ToArray(), stop.Token), stop.Token);
    }

    private static async Task ReadAsync(
        IAsyncEnumerable<Incoming> items, ImportOptions options, ChannelWriter<Task<PreparedItem[]>> batches,
        Func<List<Incoming>, Task<PreparedItem[]>> prepare, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var batch = new List<Incoming>(options.BatchSize);
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                if (item is IncomingArticle && batch is [.., IncomingEntity])
                {
                    // The linker uses only committed entities. So a batch ends here, and an article after a gazetteer is linked to the
                    // gazetteer's entries.
                    await batches.WriteAsync(prepare(batch), cancellationToken);
                    batch = new List<Incoming>(options.BatchSize);
                }

                batch.Add(item);
                if (batch.Count == options.BatchSize)
                {
                    await batches.WriteAsync(prepare(batch), cancellationToken);
                    batch = new List<Incoming>(options.BatchSize);
                }
            }
        }
        catch (Exception e)
        {
            // The exception is passed on when everything that was read before it is imported. If it were thrown here, the channel would not
            // be completed, and the consumer would wait for ever.
            failure = e;
        }

        if (batch.Count > 0)
        {
            await batches.WriteAsync(prepare(batch), cancellationToken).AsTask()
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        batches.Complete(failure);
    }
}
