using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Runs a <see cref="NameRefresh"/> in the background: at the start, and when the log has a change of a person, place or topic.
/// </summary>
public sealed class NameRefreshFollower(NewsDatabase database, NewsWire wire, TimeProvider time, ILogger<NameRefreshFollower> logger)
    : IAsyncDisposable
{
    /// <summary>
    /// The refresh also runs at this interval. Otherwise changes of articles alone could be deleted from the log before the refresh has
    /// passed them, and the next refresh would compare all articles.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly NameRefresh _refresh = new(database);

    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private RetryingLoop? _refreshing;
    private WireFollower? _following;

    /// <summary>Starts the refresh and follows the log. The wire must be started before this call.</summary>
    public void Start()
    {
        _following ??= new WireFollower("following changed names", wire, wire.Head, WakeForNamesAsync, WakeAsync, time, logger);
        _refreshing ??= new RetryingLoop("refreshing names of articles", RefreshAndWaitAsync, time, logger, database.Incidents);
    }

    public async ValueTask DisposeAsync()
    {
        if (_following is not null && _refreshing is not null)
        {
            await _following.DisposeAsync();
            await _refreshing.DisposeAsync();
        }
    }

    private async Task RefreshAndWaitAsync(CancellationToken cancellationToken)
    {
        await _refresh.RunAsync(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(Interval, time, either.Token), _wake.Reader.WaitToReadAsync(either.Token).AsTask());
        await either.CancelAsync();
        _wake.Reader.TryRead(out _);
    }

    private Task WakeForNamesAsync(WireBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Changes.Any(c => c.Kind == ChangeKind.Entity || c.After?.Parse(ChangeFacts.FromJson) is { SearchNames: null }))
        {
            _wake.Writer.TryWrite(true);
        }

        return Task.CompletedTask;
    }

    private Task WakeAsync(WireRejection rejection, CancellationToken cancellationToken)
    {
        _wake.Writer.TryWrite(true);
        return Task.CompletedTask;
    }
}
