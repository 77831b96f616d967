
namespace NewsApi.Following;

/// <summary>Polls one feed for as long as the process runs. No failure ends it.</summary>
/// <param name="turns">Limits the number of feeds that are fetched and imported at the same time.</param>
public sealed class FeedFollower(FeedPoll poll, string name, SemaphoreSlim turns, FeedSchedule schedule, FollowLog log, TimeProvider time)
{
    /// <summary>The longest time between two looks at the clock: a computer may have slept meanwhile.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private int _interruptions;

    // True until the first request, or the line of the wait before it.
    private bool _printsWait = true;

    /// <summary>Polls until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var nextAt = (await PollAndPrintAsync(cancellationToken)).NextAt;
            while (nextAt - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
            }
        }
    }

    /// <summary>Polls once, if the feed is due.</summary>
    /// <returns>False if the request failed, or an item was rejected.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken) => (await PollAndPrintAsync(cancellationToken)).Succeeded;

    private async Task<FeedPollResult> PollAndPrintAsync(CancellationToken cancellationToken)
    {
        var result = await PollAsync(cancellationToken);
        if (!result.WasDue && _printsWait)
        {
            // After a start the wait may be as long as a day. Without this line, nothing would tell the feed from one that hangs.
            _printsWait = false;
            log.Change($"{name}: not requested, because the server or the feed asked to wait until {result.NextAt:yyyy-MM-ddTHH:mm:ssZ}");
        }

        return result;
    }

    private async Task<FeedPollResult> PollAsync(CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            var result = await poll.RunAsync(cancellationToken);
            _interruptions = 0;
            _printsWait &= !result.WasDue;
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A throw here would end the following of this feed until an operator starts the program again.
            var next = time.GetUtcNow() + schedule.AfterFailure(++_interruptions, null);
            log.Failure($"{name}: {FollowFailure.Describe(e)} Next attempt at {next:yyyy-MM-ddTHH:mm:ssZ}");
            return new FeedPollResult(next, Succeeded: false, WasDue: true);
        }
        finally
        {
            turns.Release();
        }
    }
}
