using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Webhooks;

/// <summary>
/// Sends the tags of changed content to all webhooks that this process owns. Each webhook has a delivery of its own, so that a receiver
/// that is slow or down delays no other one.
/// </summary>
public sealed class WebhookDeliveries(
    NewsDatabase database, NewsWire wire, WebhookOptions options, TimeProvider time, ILogger<WebhookDeliveries> logger) : IAsyncDisposable
{
    /// <summary>The longest time for which a stop waits for PostgreSQL to release the webhooks for other processes.</summary>
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(2);

    private readonly WebhookClaims _claims = new(database, options);
    private readonly WebhookSender _sender = new(options, time);
    private readonly ChangedTagsReader _tags = new(database);

    // Changed only by the loop, and after its end. The metrics read them at any time.
    private readonly ConcurrentDictionary<long, WebhookDelivery> _deliveries = [];
    private readonly ConcurrentDictionary<long, WebhookAttempts> _attempts = [];

    private RetryingLoop? _claiming;

    /// <summary>The attempts since the start of this process, of each webhook that it has sent to.</summary>
    public IEnumerable<WebhookAttempts> Attempts => _attempts.Values;

    /// <summary>The lag of each webhook that this process owns.</summary>
    public IEnumerable<WebhookLag> Lags => _deliveries.Values.Select(delivery => delivery.Lag);

    /// <summary>Starts sending. The wire must be started before this call.</summary>
    public void Start() => _claiming ??= new RetryingLoop("claiming webhooks", ClaimAndWaitAsync, time, logger, database.Incidents);

    /// <summary>Ends the attempts that run, and releases the webhooks, so that another process goes on at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_claiming is not null)
        {
            await _claiming.DisposeAsync();
            await Task.WhenAll(_deliveries.Values.Select(d => d.DisposeAsync().AsTask()));
            await ReleaseAsync();
        }

        _sender.Dispose();
    }

    private async Task ClaimAndWaitAsync(CancellationToken cancellationToken)
    {
        var claimed = (await _claims.ClaimAsync(cancellationToken)).ToDictionary(c => c.Id);
        foreach (var (id, delivery) in _deliveries.Where(d => d.Value.IsLost || !claimed.ContainsKey(d.Key)).ToArray())
        {
            // Removed by an operator, or owned by another process in between.
            await delivery.DisposeAsync();
            _deliveries.TryRemove(id, out _);
        }

        foreach (var claim in claimed.Values.Where(c => !_deliveries.ContainsKey(c.Id)))
        {
            var attempts = _attempts.GetOrAdd(claim.Id, static id => new WebhookAttempts(id));
            _deliveries[claim.Id] = new WebhookDelivery(claim, _claims, _sender, _tags, wire, options, attempts, time, logger);
        }

        await Task.Delay(options.ClaimInterval, time, cancellationToken);
    }

    private async Task ReleaseAsync()
    {
        if (_deliveries.IsEmpty)
        {
            return;
        }

        using var limit = new CancellationTokenSource(LongestRelease, time);
        try
        {
            await _claims.ReleaseAsync(limit.Token);
        }
        catch (Exception e)
        {
            // Another process goes on when the claims have expired, so the stop does not fail.
            logger.LogDebug(e, "The webhooks could not be released; another process claims them within {Time}", options.ClaimTime);
        }
    }
}
