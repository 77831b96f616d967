using System.Globalization;
using System.Net;
using NewsApi.Content.Following;

namespace NewsApi.Following;

/// <summary>
/// Requests feeds by HTTP. Nothing that a server sends costs more than the limits of <see cref="FollowOptions"/>: time, silence, size
/// after decompression, redirects. A server's fault is a <see cref="FeedResponse.Failure"/>, never an exception.
/// </summary>
public sealed class FeedFetcher(FollowOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The longest validator that is kept, in characters.</summary>
    private const int MaxValidator = 1000;

    private const string Accepted =
        "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.9, "
        + "*/*;q=0.1";

    private readonly FeedConnections _connections = new(options);

    /// <param name="validators">The validators of an earlier response; null for a request without a condition.</param>
    /// <param name="findProblem">
    /// Returns why an address must not be requested; null if it may be. It is asked for each redirect, too, and has limits of its own. Null
    /// to ask nothing.
    /// </param>
    public async Task<FeedResponse> FetchAsync(
        FeedAddress address, FeedValidators? validators, Func<Uri, CancellationToken, Task<string?>>? findProblem,
        CancellationToken cancellationToken)
    {
        using var total = new TimeLimit(options.Timeout, time);
        using var silence = new TimeLimit(options.Silence, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(total.Token, silence.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, validators, FindProblemAsync, silence, any.Token);
        }
        catch (HttpRequestException e) when (e.GetBaseException() is PrivateNetworkException refusal)
        {
            return new FeedResponse.Failure(refusal.Message) { IsRefused = true };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FeedResponse.Failure(total.Token.IsCancellationRequested
                ? $"the response was not complete within {Seconds(options.Timeout)}"
                : $"no byte of the response came for {Seconds(options.Silence)}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            return new FeedResponse.Failure(HttpFailure.Describe(e));
        }

        async Task<string?> FindProblemAsync(Uri url)
        {
            if (findProblem is null)
            {
                return null;
            }

            // The limits do not run meanwhile: the failure would otherwise name this server's response, which was never requested.
            total.Pause();
            silence.Pause();
            var problem = await findProblem(url, cancellationToken);
            total.Resume();
            silence.Restart();
            return problem;
        }
    }

    public void Dispose() => _connections.Dispose();

    private async Task<FeedResponse> FollowAsync(
        FeedAddress address, FeedValidators? validators, Func<Uri, Task<string?>> findProblem, TimeLimit silence,
        CancellationToken cancellationToken)
    {
        var (url, isPermanent, movedTo) = (address.Url, true, (Uri?)null);
        for (var redirects = 0; ; redirects++)
        {
            if (await findProblem(url) is { } forbidden)
            {
                return new FeedResponse.Failure(forbidden);
            }

            var sent = validators?.Url == url.AbsoluteUri ? validators : null;
            using var request = Request(address, url, sent);
            var client = _connections.ClientFor(
                address.RedirectedFrom ?? address.Url, isRedirect: redirects > 0 || address.RedirectedFrom is not null);
            silence.Restart();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return await ReadAsync(response, url, sent, silence, cancellationToken) with { MovedTo = movedTo?.AbsoluteUri };
            }

            if (redirects == options.MaxRedirects)
            {
                return new FeedResponse.Failure(
                    $"more than {options.MaxRedirects} redirects, the last one to {Short(response.Headers.Location)}");
            }

            if (Target(response, url, out var problem) is not { } target)
            {
                return new FeedResponse.Failure(problem) { Status = (int)response.StatusCode };
            }

            // Only an unbroken row of permanent redirects from the beginning gives the address a new one.
            isPermanent = isPermanent && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            movedTo = isPermanent ? target : movedTo;
            url = target;
        }
    }

    private HttpRequestMessage Request(FeedAddress address, Uri url, FeedValidators? validators)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", Accepted);
        request.Headers.Authorization = address.CredentialsFor(url);

        // Unchanged, because servers compare bytes, and some validators are not valid by the standard.
        if (validators?.ETag is { } etag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        if (validators?.LastModified is { } modified)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return request;
    }

    private async Task<FeedResponse> ReadAsync(
        HttpResponseMessage response, Uri url, FeedValidators? sent, TimeLimit silence, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status == 304)
        {
            return sent is not null
                ? new FeedResponse.NotModified { MaxAge = MaxAge(response) }
                : new FeedResponse.Failure("status 304, although the request had no condition") { Status = status };
        }

        if (status != 200)
        {
            return new FeedResponse.Failure(string.Create(CultureInfo.InvariantCulture, $"status {status}"))
            {
                Status = status,
                RetryAfter = RetryAfter(response),
            };
        }

        if (response.Content.Headers.ContentLength > options.MaxBytes)
        {
            return new FeedResponse.Failure(BoundedBody.TooLarge(options.MaxBytes)) { Status = status };
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (await BoundedBody.ReadAsync(stream, options.MaxBytes, silence, cancellationToken) is not { } body)
        {
            return new FeedResponse.Failure(BoundedBody.TooLarge(options.MaxBytes)) { Status = status };
        }

        var text = ResponseCharset.ToUtf8(body, response.Content.Headers.ContentType?.CharSet);
        return new FeedResponse.Content(text, Validators(response, url)) { MaxAge = MaxAge(response) };
    }

    private static Uri? Target(HttpResponseMessage response, Uri url, out string problem)
    {
        problem = "";
        if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var target))
        {
            problem = $"status {(int)response.StatusCode} without a valid Location";
            return null;
        }

        if (!FeedAddress.IsWeb(target) || (url.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps))
        {
            problem = $"a redirect from {url.Scheme} to {target.Scheme} is not followed: {Short(target)}";
            return null;
        }

        return new UriBuilder(target) { UserName = "", Password = "", Fragment = "" }.Uri;
    }

    private static FeedValidators? Validators(HttpResponseMessage response, Uri url)
    {
        var etag = response.Headers.TryGetValues("ETag", out var tags) ? Sendable(tags.First()) : null;
        var modified = response.Content.Headers.TryGetValues("Last-Modified", out var times) ? Sendable(times.First()) : null;
        return etag is null && modified is null ? null : new FeedValidators(url.AbsoluteUri, etag, modified);
    }

    /// <summary>Returns null for a validator that cannot be sent back: a request with it would fail for ever.</summary>
    private static string? Sendable(string validator) =>
        validator.Length is > 0 and <= MaxValidator && validator.All(c => c is >= ' ' and <= '~') ? validator : null;

    private static TimeSpan? MaxAge(HttpResponseMessage response) =>
        response.Headers.CacheControl?.MaxAge - (response.Headers.Age ?? TimeSpan.Zero);

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter is not { } after
        ? null
        : after.Delta ?? after.Date - time.GetUtcNow();

    private static string Short(Uri? url) => url?.ToString() is { } text ? text[..Math.Min(text.Length, 200)] : "nowhere";

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} seconds");
}
