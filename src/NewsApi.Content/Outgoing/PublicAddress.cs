namespace NewsApi.Content.Outgoing;

/// <summary>The address of a public article in a site map.</summary>
/// <param name="Slug">The readable part of the article's address.</param>
/// <param name="UpdatedAt">When the article was last changed.</param>
/// <param name="CanonicalUrl">Where the article is published first, if an editor or a feed said so.</param>
public sealed record PublicAddress(string Slug, DateTimeOffset UpdatedAt, string? CanonicalUrl);
