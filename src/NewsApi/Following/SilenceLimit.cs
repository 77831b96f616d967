namespace NewsApi.Following;

/// <summary>Cancels when nothing has come for a time.</summary>
internal sealed class SilenceLimit(TimeSpan longest, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _source = new(longest, time);

    public CancellationToken Token => _source.Token;

    /// <summary>Begins the time anew. Called when something has come.</summary>
    public void Restart() => _source.CancelAfter(longest);

    public void Dispose() => _source.Dispose();
}
