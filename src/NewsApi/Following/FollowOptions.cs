using System.Net;

namespace NewsApi.Following;

/// <summary>The limits of following feeds and folders, each with its unit and the reason for its default.</summary>
public sealed record FollowOptions
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "::/128",
            "::1/128", "fc00::/7", "fe80::/10", "fec0::/10",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>The header <c>User-Agent</c>; a server's robots.txt names its first word.</summary>
    public string UserAgent { get; init; } = "NewsApi (feed reader)";

    /// <summary>
    /// The longest time for one request with its redirects and its body: a server that sends slowly costs no more than this.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest time without a byte of the response.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest response, in bytes, after decompression. It is as large as the largest document that an import reads.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The largest number of redirects of one request.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>
    /// The networks into which no redirect leads from outside: loopback, private, link-local and shared addresses. Unspecified addresses
    /// belong to them, because Linux connects them to loopback.
    /// </summary>
    public IReadOnlyList<IPNetwork> PrivateNetworks { get; init; } = Private;

    /// <summary>
    /// The largest number of feeds that are fetched and imported at the same time. Each may take a few times <see cref="MaxBytes"/> of
    /// memory: the response, its text in UTF-8, and what is read from it.
    /// </summary>
    public int MaxConcurrent { get; init; } = 4;

    /// <summary>The pause after the first failure; it doubles with each further failure.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest pause that a server can cause: by <c>max-age</c>, <c>ttl</c> or failures. A server that says a year would otherwise
    /// silence its feed by mistake.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest pause by <c>Retry-After</c>: the server names it on purpose.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The time after which a feed is requested without a condition: a server whose validators are wrong would otherwise answer 304 for
    /// ever.
    /// </summary>
    public TimeSpan ValidatorAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The time for which the rules of a robots.txt are used before they are fetched again (RFC 9309, section 2.4).</summary>
    public TimeSpan RobotsAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The time for which the size and time of a file must stand still before it is read.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The time for which a file that cannot be read must stand still before it counts as failed: a slow upload may pause. An empty file
    /// also waits for this time.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>True if the text can be sent as the header <c>User-Agent</c>, and names a product.</summary>
    public static bool IsUserAgent(string text) =>
        text is [var first, ..] && char.IsAsciiLetter(first) && text.Length <= 200 && text.All(c => c is >= ' ' and <= '~');

    /// <summary>True if an address is in a private network (<see cref="PrivateNetworks"/>).</summary>
    public bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return PrivateNetworks.Any(network => network.Contains(plain));
    }
}
