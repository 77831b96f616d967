using Microsoft.Extensions.Logging;
using NewsApi.Content.Caching;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Webhooks;

/// <summary>
/// Sends the changes of the log to one webhook, in order. An announcement is sent again until the receiver accepts it; only then the cursor
/// in PostgreSQL moves past it. So each announcement is accepted at least once, whatever process sends it.
/// </summary>
internal sealed class WebhookDelivery : IAsyncDisposable
{
    private readonly WebhookClaim _webhook;
    private readonly WebhookClaims _claims;
    private readonly WebhookSender _sender;
    private readonly ChangedTagsReader _tags;
    private readonly WebhookOptions _options;
    private readonly WebhookAttempts _attempts;
    private readonly NewsWire _wire;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WireFollower _following;

    // The cursor in PostgreSQL, and the cursor up to which the receiver has accepted everything. The latter is ahead while PostgreSQL does
    // not respond; without it, what was accepted would be sent again for each attempt to store the cursor. Used only by the follower.
    private WireCursor _stored;
    private WireCursor _accepted;
    private long _failures;

    // Also read by the metrics: the cursor up to which the receiver has accepted everything, and the time of the first change after it.
    private volatile Progress _progress;
    private volatile bool _isLost;

    public WebhookDelivery(
        WebhookClaim webhook, WebhookClaims claims, WebhookSender sender, ChangedTagsReader tags, NewsWire wire, WebhookOptions options,
        WebhookAttempts attempts, TimeProvider time, ILogger logger)
    {
        (_webhook, _claims, _sender, _tags, _wire) = (webhook, claims, sender, tags, wire);
        (_options, _attempts, _time, _logger) = (options, attempts, time, logger);
        _progress = new Progress(webhook.Cursor, null);
        (_stored, _accepted, _failures) = (webhook.Cursor, webhook.Cursor, webhook.IsFailing ? 1 : 0);
        _following = new WireFollower(
            $"sending to webhook {webhook.Name}", wire, webhook.Cursor, SendChangesAsync, SendPurgeAsync, time, logger);
    }

    /// <summary>True if another process has sent to the webhook meanwhile. Nothing more is sent until a new claim.</summary>
    public bool IsLost => _isLost;

    public WebhookLag Lag
    {
        get
        {
            var (progress, head) = (_progress, _wire.Head);
            return new WebhookLag(
                _webhook.Id,
                progress.Accepted.Epoch == head.Epoch ? Math.Max(0, head.Position - progress.Accepted.Position) : 0,
                progress.OldestPending is { } oldest && _time.GetUtcNow() - oldest is { Ticks: > 0 } age ? age : TimeSpan.Zero);
        }
    }

    public ValueTask DisposeAsync() => _following.DisposeAsync();

    private async Task SendChangesAsync(WireBatch batch, CancellationToken cancellationToken)
    {
        var tags = await _tags.ReadAsync(batch.Changes, cancellationToken);
        foreach (var message in WebhookMessage.Group(batch, tags, _options.MostTags).Where(m => !IsReached(m.Cursor, _stored)))
        {
            var isSent = message.Tags.Count > 0;
            _progress = new Progress(
                _accepted, batch.Changes.First(c => !IsReached(batch.Cursor with { Position = c.Position }, _stored)).CommittedAt);
            if (isSent && !IsReached(message.Cursor, _accepted))
            {
                await SendAsync(message, cancellationToken);
            }

            await StoreAsync(message, isSent, cancellationToken);
        }
    }

    /// <summary>
    /// The cursor was rejected: the receiver was away for longer than the log is kept, or the log has a new epoch. So changes may be
    /// missed, and everything must be purged.
    /// </summary>
    private async Task SendPurgeAsync(WireRejection rejection, CancellationToken cancellationToken)
    {
        var message = WebhookMessage.PurgeAll(rejection.Head);
        _progress = new Progress(_accepted, _progress.OldestPending ?? _time.GetUtcNow());
        await SendAsync(message, cancellationToken);
        await StoreAsync(message, isSent: true, cancellationToken);
    }

    /// <summary>Stores that the receiver has accepted an announcement, or that there was nothing to send.</summary>
    private async Task StoreAsync(WebhookMessage message, bool isSent, CancellationToken cancellationToken)
    {
        _accepted = message.Cursor;
        _progress = new Progress(message.Cursor, null);
        if (!await _claims.AdvanceAsync(_webhook.Id, _stored, message.Cursor, isSent, cancellationToken))
        {
            // The cursor here is not that of PostgreSQL any more. The loop of the claims ends this delivery.
            _isLost = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        _stored = message.Cursor;
    }

    /// <summary>True for an announcement of a batch that is repeated after a failure, and that was dealt with before the failure.</summary>
    private static bool IsReached(WireCursor cursor, WireCursor by) => cursor.Epoch == by.Epoch && cursor.Position <= by.Position;

    /// <summary>Sends an announcement until the receiver accepts it.</summary>
    private async Task SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var failure = await _sender.TrySendAsync(_webhook, message, cancellationToken);
            _attempts.Count(failure);
            if (failure is null)
            {
                if (_failures > 0)
                {
                    _logger.LogInformation("Webhook {Webhook} accepts announcements again", _webhook.Name);
                }

                _failures = 0;
                return;
            }

            // One line for a series of failures, which may last for hours.
            _logger.Log(
                _failures++ == 0 ? LogLevel.Warning : LogLevel.Debug,
                "Webhook {Webhook} does not accept announcements ({Reason}); they are sent again until it does", _webhook.Name, failure.Reason);
            await _claims.StoreFailureAsync(_webhook.Id, failure.Reason, cancellationToken);
            var pause = _options.FirstPause * Math.Pow(2, Math.Min(attempt, 20));
            await Task.Delay(pause < _options.LongestPause ? pause : _options.LongestPause, _time, cancellationToken);
        }
    }

    private sealed record Progress(WireCursor Accepted, DateTimeOffset? OldestPending);
}
