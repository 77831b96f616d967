namespace NewsApi.Transport.Connections;

/// <summary>
/// The origins whose pages may call the service from a browser. The check is the same for HTTP requests and for WebSockets. The service
/// itself must check WebSockets, because a browser does not apply CORS to them. The check protects no secret: the service uses no cookies,
/// so a page can send only a key that the page knows.
/// </summary>
public sealed class AllowedOrigins
{
    /// <summary>The text that allows every origin.</summary>
    public const string Any = "any";

    /// <summary>The text that allows only the service's own origin.</summary>
    public const string None = "none";

    private const string Wildcard = "*.";

    private readonly string[] _origins;

    private AllowedOrigins(string[] origins, bool isAny) => (_origins, IsAny) = (origins, isAny);

    public bool IsAny { get; }

    /// <summary>Parses <c>any</c>, <c>none</c>, or origins separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">An item is not an origin.</exception>
    public static AllowedOrigins Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a list of origins.");

    /// <summary>True if <see cref="Parse"/> accepts the text.</summary>
    public static bool IsValid(string text) => TryParse(text) is not null;

    /// <summary>True if pages of the origin may call the service.</summary>
    /// <param name="origin">The header <c>Origin</c>.</param>
    public bool Allows(string origin) => IsAny || Array.Exists(_origins, allowed => Matches(allowed, origin));

    /// <summary>
    /// True if the service may answer a request. Such a request comes from a client outside a browser, from a page of an allowed origin, or
    /// from a page of the service itself.
    /// </summary>
    /// <param name="origin">The header <c>Origin</c>; empty if the client is no browser.</param>
    /// <param name="host">
    /// The header <c>Host</c>. The scheme of the service's own URL is unknown, because a proxy may have terminated TLS.
    /// </param>
    public bool Allows(string origin, string? host) =>
        origin.Length == 0 || Allows(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static AllowedOrigins? TryParse(string text)
    {
        if (text is Any or None)
        {
            return new AllowedOrigins([], text == Any);
        }

        string[] origins = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return origins.Length > 0 && Array.TrueForAll(origins, IsOrigin) ? new AllowedOrigins(origins, isAny: false) : null;
    }

    /// <summary>
    /// True if the text consists of a scheme, a host and an optional port. The host may begin with <c>*.</c>: for example,
    /// <c>https://*.example.org</c> allows every subdomain of <c>example.org</c>.
    /// </summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text.Replace($"://{Wildcard}", "://", StringComparison.Ordinal), UriKind.Absolute, out var origin)
        && origin.Host.Length > 0 && !text.EndsWith('/') && !text.Contains(',', StringComparison.Ordinal)
        && origin is { PathAndQuery: "/" or "", Fragment: "", UserInfo: "" };

    private static bool Matches(string allowed, string origin)
    {
        var star = allowed.IndexOf($"://{Wildcard}", StringComparison.Ordinal);
        if (star < 0)
        {
            return allowed.Equals(origin, StringComparison.OrdinalIgnoreCase);
        }

        var (scheme, domain) = (allowed[..(star + 3)], allowed[(star + 4)..]);
        return origin.Length > scheme.Length + domain.Length
            && origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && origin.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
    }
}
