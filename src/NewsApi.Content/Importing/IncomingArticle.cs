using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>A news item as a format's reader returns it, before it is compared with the database.</summary>
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

    /// <summary>
    /// True if the source gives no time of publication. A new article is then a draft until an editor publishes it; otherwise an item
    /// without a time counts as published when it is imported.
    /// </summary>
    public bool IsUndated { get; init; }

    /// <summary>True for an item that hides its article: a cancellation, or a version that is withheld.</summary>
    public bool IsNotice => Status != PublishingStatus.Usable;

    /// <summary>The item must not be public before this time.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>The item must not be public from this time on.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// The content. Its body is HTML that still has to be sanitised, unless <see cref="BodyIsTrusted"/>. The headline is empty if the item
    /// is a notice without one (<see cref="IsNotice"/>).
    /// </summary>
    public required ArticleContent Content { get; init; }

    /// <summary>True where the reader made the HTML from plain text, so that it needs no sanitising.</summary>
    public bool BodyIsTrusted { get; init; }

    /// <summary>The people, places and topics the item names, in order, each once.</summary>
    public ValueList<IncomingMention> Mentions { get; init; } = [];

    /// <summary>The standard the document follows, such as "ninjs 3.0".</summary>
    public required string Format { get; init; }

    /// <summary>The document as it arrived, character by character.</summary>
    public required string Document { get; init; }

    /// <summary>Returns the item with a time of publication that its source does not give.</summary>
    public IncomingArticle DatedBy(DateTimeOffset time) => this with
    {
        IsUndated = false,
        FirstCreated = time,
        VersionCreated = VersionCreated ?? time,
        Warnings = [.. Warnings.Where(warning => warning.Name != "published")],
    };
}
