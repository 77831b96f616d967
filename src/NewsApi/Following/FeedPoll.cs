using System.Globalization;
using System.Security.Cryptography;
using NewsApi.Content.Database;
using NewsApi.Content.Following;
using NewsApi.Content.Importing;
using NewsApi.Formats.Feeds;

namespace NewsApi.Following;

/// <summary>Requests one feed when it is due, imports what is new, and stores what the next request needs.</summary>
/// <param name="robots">Asks the server's robots.txt; null to ignore it.</param>
public sealed class FeedPoll(
    FeedAddress address, NewsDatabase database, FeedFetcher fetcher, RobotsCheck? robots, FeedSchedule schedule, FollowedImport import,
    FollowOptions options, FollowLog log, TimeProvider time)
{
    private readonly FollowedFeedStore _feeds = new(database);
    private readonly WarningLines _warnings = new(log);
    private IReadOnlyList<string> _rejected = [];

    private string Url => address.Url.AbsoluteUri;

    /// <summary>Polls the feed once.</summary>
    /// <exception cref="ImportStoppedException">
    /// The database fails. Nothing of this poll is stored, so the next one requests the feed again.
    /// </exception>
    public async Task<FeedPollResult> RunAsync(CancellationToken cancellationToken)
    {
        // 1. What was stored of the feed. Its validators are for the same way of reading, and not for ever.
        var feed = await _feeds.FindAsync(Url, cancellationToken) ?? new FollowedFeed(Url, import.ReadAs);
        feed = feed.ReadAs == import.ReadAs ? feed : feed with { ReadAs = import.ReadAs, Validators = null, Digest = null };
        var now = time.GetUtcNow();
        if (feed.NextAt > now)
        {
            return new FeedPollResult(feed.NextAt, feed.Failures == 0, WasDue: false);
        }

        // 2. The request.
        var validators = feed.ImportedAt > now - options.ValidatorAge ? feed.Validators : null;
        var response = await fetcher.FetchAsync(
            address, validators, robots is null ? null : (url, token) => robots.FindProblemAsync(address, url, token), cancellationToken);
        if (response is FeedResponse.Failure failure)
        {
            return await FailAsync(feed, failure, cancellationToken);
        }

        // 3. The import. The state is stored after it: an import that is cut off is done again, which changes nothing twice.
        var succeeded = true;
        if (response is FeedResponse.Content content)
        {
            var digest = SHA256.HashData(content.Body.Span);
            if (feed.Digest?.AsSpan().SequenceEqual(digest) != true)
            {
                succeeded = await ImportAsync(content.Body, cancellationToken);
            }

            feed = feed with { Validators = content.Validators, Digest = digest, ImportedAt = now, Ttl = FeedTtl.Read(content.Body) };
        }

        // 4. What the next request needs.
        if (response.MovedTo is { } moved && moved != feed.MovedTo)
        {
            log.Failure($"{Url}: moved permanently to {moved}; follow that address instead");
        }

        if (feed.Failures > 0)
        {
            log.Change(string.Create(CultureInfo.InvariantCulture, $"{Url}: succeeded after {feed.Failures} failures"));
        }

        var next = time.GetUtcNow() + schedule.AfterSuccess(response.MaxAge, feed.Ttl);
        await _feeds.SaveAsync(
            feed with { MovedTo = response.MovedTo ?? feed.MovedTo, NextAt = next, Failures = 0, LastFailure = null }, cancellationToken);
        return new FeedPollResult(next, succeeded, WasDue: true);
    }

    /// <returns>False if an item was rejected.</returns>
    private async Task<bool> ImportAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var imported = await import.RunAsync(Url, body, cancellationToken);

        // A bad item stays in its feed for days: it is reported once, and again when something else is wrong with it.
        foreach (var rejection in imported.Rejections.Except(_rejected, StringComparer.Ordinal))
        {
            log.Failure(rejection);
        }

        _warnings.Print(imported);
        _rejected = imported.Rejections;
        return imported.Rejections.Count == 0;
    }

    private async Task<FeedPollResult> FailAsync(
        FollowedFeed feed, FeedResponse.Failure failure, CancellationToken cancellationToken)
    {
        var isGone = failure.Status == 410;
        var reason = isGone ? "status 410: the feed is gone for ever; do not follow it any more" : failure.Reason;
        var pause = schedule.AfterFailure(feed.Failures + 1, isGone ? options.LongestRetryAfter : failure.RetryAfter);
        var next = time.GetUtcNow() + pause;
        log.Failure(string.Create(CultureInfo.InvariantCulture, $"{Url}: {reason}; next attempt at {next:yyyy-MM-ddTHH:mm:ssZ}"));
        await _feeds.SaveAsync(
            feed with { NextAt = next, Failures = feed.Failures + 1, LastFailure = reason }, cancellationToken);
        return new FeedPollResult(next, Succeeded: false, WasDue: true);
    }
}
