namespace NewsApi.Content.Articles;

/// <summary>A news article: its identity, its times and what is said about it now.</summary>
/// <remarks>
/// Whether it is public is never stored: it follows from <see cref="PublishedAt"/>, <see cref="WithdrawnAt"/> and
/// <see cref="ExpiresAt"/> and the clock (<see cref="Publicity"/>).
/// </remarks>
public sealed class Article
{
    public long Id { get; set; }

    /// <summary>The identity of the article across its versions and systems, as its publisher gave it.</summary>
    public required string Uri { get; set; }

    /// <summary>The readable part of the article's address, made from its headline; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The number of this version, from 1; every change of the article raises it.</summary>
    public int Version { get; set; } = 1;

    public required ArticleContent Content { get; set; }

    /// <summary>The body as plain text, derived from the HTML; mentions' spans and the search refer to it.</summary>
    public string? BodyText { get; set; }

    /// <summary>The number of words in the body.</summary>
    public int WordCount { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the article became, or will become, public.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>When the article was public for the first time; later publications do not move it.</summary>
    public DateTimeOffset? FirstPublishedAt { get; set; }

    /// <summary>When the article was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>From when on the article is no longer public.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the article was taken back; null unless it was.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why it was taken back, for the newsroom; never shown to readers.</summary>
    public string? WithdrawalReason { get; set; }

    /// <summary>
    /// What the log has said of the article: true from the row that made it public until the row that took it away. It follows
    /// the times, but late: whether the article is public is never asked of it.
    /// </summary>
    public bool IsPublicInLog { get; set; }

    public ValueList<Correction> Corrections { get; set; } = [];

    /// <summary>The publisher's own version of the item this content came from; orders what a feed sends.</summary>
    public string? FeedVersion { get; set; }

    /// <summary>When the publisher made that version.</summary>
    public DateTimeOffset? FeedVersionCreated { get; set; }

    public List<Mention> Mentions { get; private set; } = [];

    /// <summary>The same article once more, to be changed.</summary>
    internal Article Copy()
    {
        var copy = (Article)MemberwiseClone();
        copy.Mentions = Mentions.ConvertAll(m => m.Copy());
        return copy;
    }
}
