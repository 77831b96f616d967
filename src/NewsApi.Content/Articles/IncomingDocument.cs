namespace NewsApi.Content.Articles;

/// <summary>The untouched document of one imported version of an article, kept so that nothing a feed said is lost.</summary>
public sealed class IncomingDocument
{
    public long Id { get; set; }

    public long ArticleId { get; set; }

    /// <summary>SHA-256 of the document; the same document twice is recognised by it.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>The standard it follows, such as "ninjs 3.0".</summary>
    public required string Format { get; set; }

    public string? FeedVersion { get; set; }

    public DateTimeOffset? FeedVersionCreated { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The document, character by character.</summary>
    public required string Document { get; set; }
}
