using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;

namespace NewsApi.Formats.Feeds;

/// <summary>An entry of a feed, with the values that RSS, Atom and JSON Feed have in common.</summary>
internal sealed record FeedEntry
{
    /// <summary>The identifier as the feed writes it: <c>guid</c> or <c>id</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The address of the article on its website.</summary>
    public string? Link { get; init; }

    public string? Title { get; init; }

    /// <summary>The synopsis; HTML if it has tags.</summary>
    public string? Description { get; init; }

    /// <summary>The full text; HTML if it has tags.</summary>
    public string? Body { get; init; }

    /// <summary>True if the body is plain text whatever characters it contains.</summary>
    public bool BodyIsPlain { get; init; }

    public string? Byline { get; init; }

    public string? Source { get; init; }

    public string? Language { get; init; }

    /// <summary>The time of publication as the feed writes it.</summary>
    public string? Published { get; init; }

    /// <summary>The time of the last change as the feed writes it.</summary>
    public string? Updated { get; init; }

    public PublishingStatus Status { get; init; }

    /// <summary>The categories: the name of each, and its identifier.</summary>
    public IReadOnlyList<(string? Name, string? Uri)> Categories { get; init; } = [];

    public ValueList<Image> Images { get; init; } = [];
}
