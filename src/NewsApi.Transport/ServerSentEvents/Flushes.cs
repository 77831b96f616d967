using System.IO.Pipelines;

namespace NewsApi.Transport.ServerSentEvents;

/// <summary>Converts the flush of a pipe.</summary>
internal static class Flushes
{
    /// <summary>
    /// Drops the result of a flush. A closed connection cancels a token, so the result has no news. Allocates only if the flush waits.
    /// </summary>
    public static ValueTask WithoutResult(this ValueTask<FlushResult> flush)
    {
        if (!flush.IsCompletedSuccessfully)
        {
            return new ValueTask(flush.AsTask());
        }

        _ = flush.Result;
        return default;
    }
}
