namespace NewsApi.Content.Following;

/// <summary>The validators of a response (RFC 9110, section 8.8), with which the next request is conditional.</summary>
/// <param name="Url">
/// The address that sent the response, after all redirects. Another address must not get them: its validators may be equal by chance.
/// </param>
/// <param name="ETag">The header <c>ETag</c>, unchanged; null if there was none.</param>
/// <param name="LastModified">The header <c>Last-Modified</c>, unchanged; null if there was none.</param>
public sealed record FeedValidators(string Url, string? ETag, string? LastModified);
