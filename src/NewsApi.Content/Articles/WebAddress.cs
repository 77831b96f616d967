namespace NewsApi.Content.Articles;

/// <summary>Checks addresses of web pages.</summary>
public static class WebAddress
{
    /// <summary>Returns true for an absolute address with the scheme http or https. Other schemes can run code in a browser.</summary>
    public static bool IsValid(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
