using NewsApi.Content.Articles;
using NewsApi.Content.Importing;

namespace NewsApi.Content.Outgoing;

/// <summary>
/// An article as the writers of all formats take it: everything that an <see cref="IncomingArticle"/> has, and its address.
/// </summary>
public sealed record OutgoingArticle
{
    /// <summary>The identity of the article across its versions.</summary>
    public required string Uri { get; init; }

    /// <summary>The readable part of the article's address.</summary>
    public required string Slug { get; init; }

    /// <summary>The version: the publisher's own, or the number that this service gave.</summary>
    public string? Version { get; init; }

    /// <summary>When this version was made.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>When the first version was made; for a public article, the time of its publication.</summary>
    public DateTimeOffset? FirstCreated { get; init; }

    public PublishingStatus Status { get; init; }

    /// <summary>The time before which the article must not be public.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>The time from which on the article must not be public.</summary>
    public DateTimeOffset? Expires { get; init; }

    public required ArticleContent Content { get; init; }

    /// <summary>The number of words in the body; null if it is not known.</summary>
    public int? WordCount { get; init; }

    /// <summary>The people, places and topics, in the publisher's order within each kind.</summary>
    public ValueList<OutgoingMention> Mentions { get; init; } = [];

    /// <summary>What the service has beside all this; null unless the article is exported.</summary>
    public ExportedArticle? Exported { get; init; }
}
