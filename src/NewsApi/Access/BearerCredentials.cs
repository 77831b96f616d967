using Microsoft.Extensions.Primitives;
using NewsApi.Content.Access;

namespace NewsApi.Access;

/// <summary>
/// The value of the header <c>Authorization</c> in the scheme <c>Bearer</c> (RFC 6750, section 2.1): an API key or a token.
/// </summary>
/// <param name="Text">The key or token; null if the header has another scheme, no value, or more than one value.</param>
internal readonly record struct BearerCredentials(string? Text)
{
    public const string Scheme = "Bearer";

    /// <summary>
    /// The longest token, in characters. Kestrel accepts headers of 32 KB together, and a <c>connection_init</c> of a WebSocket may be
    /// longer. A token of an identity provider has 1 to 4 KB.
    /// </summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>True if the text has the form of an API key. Then no token handler sees it, and no issuer.</summary>
    public bool IsApiKey => Text?.StartsWith(ApiKeys.Prefix, StringComparison.Ordinal) ?? true;

    public static BearerCredentials Parse(StringValues header)
    {
        var value = header.Count == 1 ? header.ToString() : "";
        return value.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            && value.AsSpan(Scheme.Length).Trim() is { Length: > 0 and <= MaxLength } text
            ? new BearerCredentials(text.ToString())
            : default;
    }
}
