using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace NewsApi.Content.Importing;

/// <summary>Reads items ahead and prepares them on other threads while an earlier batch is written.</summary>
internal static class PreparedBatches
{
    // Batches prepared, or being prepared, beside the one that is written. A few, because a batch may hold many megabytes.
    private const int Ahead = 2;

    public static async IAsyncEnumerable<PreparedItem[]> Of(
        IAsyncEnumerable<Incoming> items, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<Task<PreparedItem[]>>(Ahead);
        var reading = Task.Run(() => ReadAsync(items, options, batches.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return await batch;
            }
        }
        finally
        {
            // A caller that stops enumerating early leaves the reader in the middle of a file.
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync(
        IAsyncEnumerable<Incoming> items, ImportOptions options, ChannelWriter<Task<PreparedItem[]>> batches,
        CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var batch = new List<Incoming>(options.BatchSize);
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken))
            {
                if (item is IncomingArticle && batch is [.., IncomingEntity])
                {
                    // The linker knows what is committed: articles after a gazetteer are linked to its entries.
                    await batches.WriteAsync(PrepareAsync(batch), cancellationToken);
                    batch = new List<Incoming>(options.BatchSize);
                }

                batch.Add(item);
                if (batch.Count == options.BatchSize)
                {
                    await batches.WriteAsync(PrepareAsync(batch), cancellationToken);
                    batch = new List<Incoming>(options.BatchSize);
                }
            }
        }
        catch (Exception e)
        {
            // Kept until everything read before it is imported; a throw from here would leave the consumer waiting for ever.
            failure = e;
        }

        if (batch.Count > 0)
        {
            await batches.WriteAsync(PrepareAsync(batch), cancellationToken).AsTask()
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        batches.Complete(failure);
    }

    private static Task<PreparedItem[]> PrepareAsync(List<Incoming> batch) =>
        Task.Run(() => batch.ConvertAll(item => PreparedItem.Of(item)).ToArray());
}
