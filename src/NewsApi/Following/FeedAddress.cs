using System.Net.Http.Headers;
using System.Text;

namespace NewsApi.Following;

/// <summary>The address of a feed, with the credentials that it contains.</summary>
/// <param name="Url">The address without a user and a fragment; it is shown and stored.</param>
/// <param name="Credentials">The credentials for the origin of this address; null if it has none.</param>
public sealed record FeedAddress(Uri Url, AuthenticationHeaderValue? Credentials)
{
    private const int MaxLength = 2000;

    /// <summary>The address that the operator named, if its redirect led to this one; null if the operator named this server.</summary>
    public Uri? RedirectedFrom { get; init; }

    /// <summary>True if the text is meant as an address, and not as a folder.</summary>
    public static bool IsAddress(string text) => text.Contains("://", StringComparison.Ordinal);

    /// <summary>Returns the address; null if it is not a valid http:// or https:// address.</summary>
    public static FeedAddress? TryParse(string text)
    {
        if (text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var url) || !IsWeb(url))
        {
            return null;
        }

        var bare = new UriBuilder(url) { UserName = "", Password = "", Fragment = "" }.Uri;
        return new FeedAddress(bare, url.UserInfo.Length == 0 ? null : new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)))));
    }

    internal static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;

    /// <summary>The credentials for a request to this address; another origin, after a redirect, must not get them.</summary>
    internal AuthenticationHeaderValue? CredentialsFor(Uri url) => IsSameOrigin(Url, url) ? Credentials : null;

    internal static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
