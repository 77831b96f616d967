namespace NewsApi.Content.Articles;

/// <summary>The unchanged document of one imported version of an article, kept so that no information of a feed is lost.</summary>
public sealed class IncomingDocument
{
    public long Id { get; set; }

    public long ArticleId { get; set; }

    /// <summary>SHA-256 of the document. An import uses it to detect a document that was imported before.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>The standard that the document follows, such as "ninjs 3.0".</summary>
    public required string Format { get; set; }

    public string? FeedVersion { get; set; }

    public DateTimeOffset? FeedVersionCreated { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The text of the document, unchanged; empty if only the digest is known, from an export.</summary>
    public required string Document { get; set; }
}
