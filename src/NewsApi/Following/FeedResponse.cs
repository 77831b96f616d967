using NewsApi.Content.Following;

namespace NewsApi.Following;

/// <summary>What a request for a feed gave.</summary>
public abstract record FeedResponse
{
    private FeedResponse()
    {
    }

    /// <summary>
    /// The time for which the response asks not to be requested again, by <c>max-age</c> less <c>Age</c>; null if it does not say.
    /// </summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The address that the server named by permanent redirects (301, 308); null if there was none.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The response has a body.</summary>
    /// <param name="Validators">The validators of the next request; null if the response has none.</param>
    public sealed record Content(ReadOnlyMemory<byte> Body, FeedValidators? Validators) : FeedResponse;

    /// <summary>Nothing has changed since the response whose validators were sent.</summary>
    public sealed record NotModified : FeedResponse;

    /// <summary>The request failed.</summary>
    /// <param name="Reason">Why, in words for the operator; without the address.</param>
    public sealed record Failure(string Reason) : FeedResponse
    {
        /// <summary>The time until the next request, by <c>Retry-After</c>; null if the response has no such header.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>True if no connection was made, because a redirect leads into a private network.</summary>
        public bool IsRefused { get; init; }

        /// <summary>The status of the last response; 0 if there was none.</summary>
        public int Status { get; init; }
    }
}
