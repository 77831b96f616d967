using NewsApi.Content.Outgoing;
using NewsApi.Formats.Items;

namespace NewsApi.Formats.Feeds;

/// <summary>A list of articles to be written as a feed.</summary>
/// <param name="Title">The name of the feed.</param>
/// <param name="Self">The address of the feed itself.</param>
/// <param name="Page">The address of the page that shows the same list.</param>
/// <param name="Site">The addresses of the articles.</param>
/// <param name="Updated">When the feed was read; the time of its last change if it has no articles.</param>
public sealed record OutgoingFeed(
    string Title, string Self, string Page, SiteAddresses Site, DateTimeOffset Updated, IReadOnlyList<OutgoingArticle> Articles)
{
    /// <summary>The language of all articles; null if they have several, or if it is not known.</summary>
    internal string? Language =>
        Articles.Select(article => article.Content.Language).Distinct().ToList() is [var one] && one != "und" ? one : null;

    /// <summary>When an article of the feed was last changed.</summary>
    internal DateTimeOffset LastChange => Articles.Max(article => article.VersionCreated) ?? Updated;

    /// <summary>Returns the names under which an article is filed: its section and its topics.</summary>
    internal static IEnumerable<string> TagsOf(OutgoingArticle article) =>
        new[] { article.Content.Section }.Concat(article.Mentions
            .Where(mention => mention.Entity.Kind == Content.Entities.EntityKind.Topic).Select(mention => (string?)mention.Entity.Name))
            .OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Returns the address of an article's page.</summary>
    internal string LinkOf(OutgoingArticle article) => Site.OfArticle(article.Slug, article.Content.CanonicalUrl) ?? Self;
}
