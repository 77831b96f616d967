using System.Collections.Concurrent;

namespace NewsApi.Following;

/// <summary>Asks the robots.txt of a server whether an address may be requested, and keeps its rules for a day (RFC 9309).</summary>
public sealed class RobotsCheck(FeedFetcher fetcher, FollowOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    // The rules, the reason why they are missing, and the time until which both are used.
    private readonly ConcurrentDictionary<string, (RobotsRules? Rules, string Problem, DateTimeOffset Until)> _known =
        new(StringComparer.Ordinal);

    /// <param name="address">The feed; its credentials are sent to its own server only.</param>
    /// <param name="url">The address to request, which a redirect may have led to.</param>
    /// <returns>Why the address must not be requested; null if it may be.</returns>
    public async Task<string?> FindProblemAsync(FeedAddress address, Uri url, CancellationToken cancellationToken)
    {
        // One request at a time and server: many feeds of one server are polled at once.
        var origin = url.GetLeftPart(UriPartial.Authority);
        var turn = _turns.GetOrAdd(origin, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await FindProblemAsync(address, url, origin, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<string?> FindProblemAsync(FeedAddress address, Uri url, string origin, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(origin, out var known) || known.Until <= time.GetUtcNow())
        {
            var file = new FeedAddress(new Uri(new Uri(origin), "/robots.txt"), address.CredentialsFor(url))
            {
                RedirectedFrom = FeedAddress.IsSameOrigin(address.Url, url) ? null : address.Url,
            };
            switch (await fetcher.FetchAsync(file, null, null, cancellationToken))
            {
                case FeedResponse.Content content:
                    known = (RobotsRules.Parse(content.Body.Span, options.UserAgent), "", time.GetUtcNow() + options.RobotsAge);
                    break;
                case FeedResponse.Failure { Status: >= 400 and < 500 and not 429 }:
                    known = (RobotsRules.None, "", time.GetUtcNow() + options.RobotsAge);
                    break;
                case FeedResponse.Failure { IsRefused: true } refusal:
                    // It is not remembered: another feed may be allowed to connect to this server.
                    return refusal.Reason;
                case FeedResponse.Failure failure:
                    // Older rules stay in force while the file cannot be read. The failure is remembered, because each feed of the server
                    // would otherwise wait for the same file again.
                    known = (known.Rules, failure.Reason, time.GetUtcNow() + options.FirstRetry);
                    break;
            }

            _known[origin] = known;
        }

        // Section 2.3.1.4: what cannot be reached forbids everything.
        return known.Rules is null ? $"robots.txt cannot be read, so that nothing may be fetched: {known.Problem}"
            : known.Rules.Allow(url) ? null : "robots.txt forbids it; --robots ignore does not ask";
    }
}
