using Microsoft.Extensions.Logging;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Suggesting;

/// <summary>Loads the index in the background, and applies every change of the log to it.</summary>
public sealed class ArchiveIndexFollower(ArchiveIndex index, NewsWire wire, TimeProvider time, ILogger<ArchiveIndexFollower> logger)
    : IAsyncDisposable
{
    private WireFollower? _following;
    private RetryingLoop? _loading;

    /// <summary>Starts loading and following. The wire must have been started.</summary>
    public void Start() => _loading ??= new RetryingLoop("loading names of the archive", LoadAsync, time, logger, wire.Incidents);

    public async ValueTask DisposeAsync()
    {
        if (_loading is not null)
        {
            await _loading.DisposeAsync();
        }

        if (_following is not null)
        {
            await _following.DisposeAsync();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await index.LoadAsync(cancellationToken);
        _following = new WireFollower(
            "following names of the archive", wire, index.Cursor ?? wire.Head, index.ApplyAsync, (_, token) => index.LoadAsync(token),
            time, logger);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
