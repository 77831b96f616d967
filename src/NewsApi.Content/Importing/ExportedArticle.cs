using NewsApi.Content.Articles;

namespace NewsApi.Content.Importing;

/// <summary>
/// What this service has of an article beside its content, as an export carries it. No feed can set these values; only the import of an
/// export applies them.
/// </summary>
public sealed record ExportedArticle
{
    /// <summary>The id. The import keeps it if it is free, so that the ids that clients have stored stay valid.</summary>
    public required long Id { get; init; }

    /// <summary>
    /// The highest id of the archive. An import gives no row an id up to it but its own, so that one taken id moves one row.
    /// </summary>
    public long LastId { get; init; }

    public required string Uri { get; init; }

    public required string Slug { get; init; }

    /// <summary>The slugs that also lead to the article, in ordinal order.</summary>
    public ValueList<string> FormerSlugs { get; init; } = [];

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? FirstPublishedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawalReason { get; init; }

    public ValueList<Correction> Corrections { get; init; } = [];

    public string? FeedVersion { get; init; }

    public DateTimeOffset? FeedVersionCreated { get; init; }

    /// <summary>Tags and links, in the order of the article.</summary>
    public ValueList<ExportedMention> Mentions { get; init; } = [];

    /// <summary>The people, places and topics whose links an editor removed.</summary>
    public ValueList<ExportedEntityKey> RemovedLinks { get; init; } = [];

    /// <summary>
    /// SHA-256 of each document that was imported for the article, in base64 and ordinal order. An import does not apply these documents
    /// again, so a feed that is replayed after the import of an export does not undo an editor's changes.
    /// </summary>
    public ValueList<string> Digests { get; init; } = [];
}
