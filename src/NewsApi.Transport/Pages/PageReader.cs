using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Pages;

/// <summary>Reads one page from the stream of a subscription.</summary>
internal static class PageReader
{
    /// <summary>The largest number of events of a page.</summary>
    public const int MaxEvents = 100;

    /// <summary>
    /// The size, in bytes, at which a page ends early. Events with the bodies of articles are large, and a page is in memory as a whole.
    /// </summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>
    /// Reads the events that are there. If there is none, waits for the next one. A page ends where the stream would wait, where it is
    /// full, or where the wait is cancelled. An event must not be held while others are read: its article might be withdrawn meanwhile.
    /// </summary>
    /// <param name="mayWait">False if an empty page is returned at once.</param>
    /// <param name="ended">Ends the wait. The page then has the events until then.</param>
    public static async Task<EventPage> ReadAsync(IAsyncEnumerable<StreamEvent> stream, bool mayWait, CancellationToken ended)
    {
        var events = new List<StreamEvent>();
        var (begin, cursor, atHead, bytes) = ((string?)null, (string?)null, false, 0L);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var source = stream.GetAsyncEnumerator(leaving.Token);
        try
        {
            while (events.Count < MaxEvents && bytes < MaxBytes)
            {
                var step = source.MoveNextAsync();
                if (!step.IsCompleted && (events.Count > 0 || (atHead && !mayWait)))
                {
                    await LeaveAsync(step, leaving).ConfigureAwait(false);
                    break;
                }

                if (!await step.ConfigureAwait(false))
                {
                    atHead = true;
                    break;
                }

                var next = source.Current;
                if (next is { Cursor: null, Body.IsEmpty: false })
                {
                    // The rejection ends the stream. Events before it come first; the request after them meets the rejection again.
                    return new EventPage(events, cursor, atHead) { Error = events.Count == 0 ? next.Body : default };
                }

                if (next.Body.IsEmpty)
                {
                    atHead |= next.AtHead;
                    if (begin is null && atHead)
                    {
                        // The subscription begins now. Its first page shows the client where.
                        mayWait = false;
                    }

                    begin ??= next.Cursor;
                    if (events.Count > 0 && atHead)
                    {
                        // With events the page ends at the last of them: there all clients meet, wherever the log ends by then.
                        break;
                    }
                }
                else
                {
                    events.Add(next);
                    bytes += next.Body.Length;
                }

                cursor = next.Cursor ?? cursor;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The wait is over.
        }
        finally
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }

        return new EventPage(events, cursor, atHead) { IsUnmoved = events.Count == 0 && cursor == begin };
    }

    /// <summary>Ends a step of the stream, which must end before the stream may be disposed of.</summary>
    private static async Task LeaveAsync(ValueTask<bool> step, CancellationTokenSource leaving)
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        try
        {
            // An event that came at this moment is not lost: the next page begins before it.
            await step.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // As intended.
        }
    }
}
