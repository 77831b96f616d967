namespace NewsApi.Benchmarks.Memory;

/// <summary>Does something again and again at a fixed rate, or slower if it takes longer.</summary>
internal static class Pace
{
    /// <param name="fail">Gets what went wrong; the rest goes on.</param>
    /// <param name="end">When it ends.</param>
    public static async Task KeepAsync(double perSecond, Func<Task> act, Action<string> fail, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                try
                {
                    await act();
                }
                catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException
                    || (e is OperationCanceledException && !end.IsCancellationRequested))
                {
                    fail(e.ToString());
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The load is over.
        }
    }
}
