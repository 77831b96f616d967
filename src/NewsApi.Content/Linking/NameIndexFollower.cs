using Microsoft.Extensions.Logging;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Linking;

/// <summary>
/// Refreshes the index after each change of a person, place or topic in the log. The next article then does not wait for the refresh.
/// </summary>
public sealed class NameIndexFollower(
    NameIndexSource names, LinkingOptions options, NewsWire wire, TimeProvider time, ILogger<NameIndexFollower> logger) : IAsyncDisposable
{
    private WireFollower? _following;
    private RetryingLoop? _loading;

    /// <summary>Loads the index in the background and follows the log. The wire must be started before this call.</summary>
    public void Start()
    {
        if (!options.Enabled || _following is not null)
        {
            return;
        }

        _following = new WireFollower(
            "following names", wire, wire.Head, RefreshAsync, (_, token) => names.RefreshAsync(token), time, logger);
        _loading = new RetryingLoop("loading names", LoadAsync, time, logger, wire.Incidents);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _loading is not null)
        {
            await _loading.DisposeAsync();
            await _following.DisposeAsync();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await names.RefreshAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private Task RefreshAsync(WireBatch batch, CancellationToken cancellationToken) =>
        batch.Changes.Any(c => c.Kind == ChangeKind.Entity) ? names.RefreshAsync(cancellationToken) : Task.CompletedTask;
}
