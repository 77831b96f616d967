namespace NewsApi.Perimeter;

/// <summary>The options for what stands between the service and the internet, each with its unit and the reason for its default.</summary>
public sealed record PerimeterOptions
{
    /// <summary>
    /// The addresses and networks of the proxies in front of the service, separated by <c>;</c>. Only their forwarding headers are used.
    /// The default is none: a client that connects directly could otherwise choose its own address.
    /// </summary>
    public string Proxies { get; init; } = NamedProxies.None;

    /// <summary>
    /// The time, in days, for which a browser uses only HTTPS after a response over HTTPS (RFC 6797, <c>max-age</c>). 0 sends no such
    /// header. The default of 30 days is ASP.NET's. It is short enough to correct a mistake in the certificates of a site.
    /// </summary>
    public TimeSpan HstsAge { get; init; } = TimeSpan.FromDays(30);
}
