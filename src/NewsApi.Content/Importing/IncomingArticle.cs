using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>A news item as a feed or file brings it, before it meets the database.</summary>
public sealed record IncomingArticle(Origin Origin) : Incoming(Origin)
{
    /// <summary>The identity of the item across its versions.</summary>
    public required string Uri { get; init; }

    /// <summary>The publisher's own version of the item, often a number.</summary>
    public string? Version { get; init; }

    /// <summary>When this version was made.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>When the first version was made.</summary>
    public DateTimeOffset? FirstCreated { get; init; }

    public PublishingStatus Status { get; init; }

    /// <summary>Not to be public before this moment.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>Not to be public from this moment on.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The content; its body is HTML that has not been sanitised yet unless <see cref="BodyIsTrusted"/>.</summary>
    public required ArticleContent Content { get; init; }

    /// <summary>True where the reader itself made the HTML out of plain text, so that nothing in it needs sanitising.</summary>
    public bool BodyIsTrusted { get; init; }

    /// <summary>The people, places and topics the item names, in order, each once.</summary>
    public ValueList<IncomingMention> Mentions { get; init; } = [];

    /// <summary>The standard the document follows, such as "ninjs 3.0".</summary>
    public required string Format { get; init; }

    /// <summary>The document as it came, character by character.</summary>
    public required string Document { get; init; }
}
