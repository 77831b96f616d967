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
    /// True if the source gives no time of publication. A new article is then a draft until an editor publishes it. If false, an item
    /// without a time counts as published when it is imported.
    /// </summary>
    public bool IsUndated { get; init; }

    /// <summary>True if the item hides its article, because it is a cancellation or a version that is withheld.</summary>
    public bool IsNotice => Status != PublishingStatus.Usable;

    /// <summary>The time before which the item must not be public.</summary>
    public DateTimeOffset? EmbargoedUntil { get; init; }

    /// <summary>The time from which on the item must not be public.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// The content. Its body is HTML that must still be sanitised, unless <see cref="BodyIsTrusted"/> is true. The headline is empty if the
    /// item is a notice without a headline (<see cref="IsNotice"/>).
    /// </summary>
    public required ArticleContent Content { get; init; }

    /// <summary>True if our reader made the HTML from plain text, so that it need not be sanitised.</summary>
    public bool BodyIsTrusted { get; init; }

    /// <summary>The people, places and topics that the item mentions, in order; each occurs once.</summary>
    public ValueList<IncomingMention> Mentions { get; init; } = [];

    /// <summary>The standard that the document follows, such as "ninjs 3.0".</summary>
    public required string Format { get; init; }

    /// <summary>The document, unchanged.</summary>
    public required string Document { get; init; }

    /// <summary>
    /// What this service had of the article beside its content. Only the item of an export has it, and <see cref="Mentions"/> and the times
    /// of that item do not count.
    /// </summary>
    public ExportedArticle? Exported { get; init; }

    /// <summary>Returns the item with a time of publication, for an item whose source does not give one.</summary>
    public IncomingArticle DatedBy(DateTimeOffset time) => this with
    {
        IsUndated = false,
        FirstCreated = time,
        VersionCreated = VersionCreated ?? time,
        Warnings = [.. Warnings.Where(warning => warning.Name != "published")],
    };
}
