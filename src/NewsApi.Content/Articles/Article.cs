using System.ComponentModel.DataAnnotations.Schema;

namespace NewsApi.Content.Articles;

/// <summary>A news article: its identity, its times and its current content.</summary>
/// <remarks>
/// The database does not store whether an article is public. <see cref="Publicity"/> computes it from <see cref="PublishedAt"/>,
/// <see cref="WithdrawnAt"/>, <see cref="ExpiresAt"/> and the clock.
/// </remarks>
public sealed class Article
{
    public long Id { get; set; }

    /// <summary>The identifier of the article, given by its publisher; the same in every version and in every system.</summary>
    public required string Uri { get; set; }

    /// <summary>The readable part of the article's address, made from its headline; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The number of this version, counted from 1. Every change of the article raises this number.</summary>
    public int Version { get; set; } = 1;

    public required ArticleContent Content { get; set; }

    /// <summary>
    /// The body as plain text, derived from the HTML. The spans of mentions are positions in this text. Full-text search also searches this
    /// text.
    /// </summary>
    public string? BodyText { get; set; }

    /// <summary>The number of words in the body.</summary>
    public int WordCount { get; set; }

    /// <summary>
    /// The stored <see cref="ReadingTime"/>. Null if an older version of the program wrote the article: it does not write the column.
    /// </summary>
    public int? ReadingMinutes { get; set; }

    /// <summary>
    /// The time to read the body, in whole minutes, rounded up; 0 if there is no body. A minute is 240 words. In scripts without spaces,
    /// it is 500 Chinese or Japanese characters, or 1000 letters of Thai, Lao, Khmer or Burmese.
    /// </summary>
    public int ReadingTime => ReadingMinutes ?? Articles.ReadingTime.OfWords(WordCount);

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// When the article became, or will become, public; null for a draft, which only editors see. If an imported item had an embargo, this
    /// is the end of the embargo. Otherwise it is the time at which the publisher made the first version that was public.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>When the article was public for the first time. Later publications do not change this time.</summary>
    public DateTimeOffset? FirstPublishedAt { get; set; }

    /// <summary>When the article was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The time from which the article is no longer public.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the article was withdrawn; null if it is not withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why the article was withdrawn, for editors; never shown to readers.</summary>
    public string? WithdrawalReason { get; set; }

    /// <summary>
    /// True if the article is public according to the log. The value becomes true with the row that announces the article, and false with
    /// the row that announces that the article is no longer public. This value lags behind the article's times, so only the writers of the
    /// log read it.
    /// </summary>
    [Column("announced")]
    public bool IsPublicInLog { get; set; }

    public ValueList<Correction> Corrections { get; set; } = [];

    /// <summary>
    /// This content comes from an imported item; this is the version that the publisher gave to that item. An import compares this version
    /// with the version of a new item, so that an older item does not replace a newer item.
    /// </summary>
    public string? FeedVersion { get; set; }

    /// <summary>When the publisher made the version <see cref="FeedVersion"/>.</summary>
    public DateTimeOffset? FeedVersionCreated { get; set; }

    /// <summary>
    /// The names of the people, places and topics that the article mentioned when it was last written, a name in each line. The search also
    /// reads these names. Null if an older version of the program wrote the article.
    /// </summary>
    public string? SearchNames { get; set; }

    public List<Mention> Mentions { get; private set; } = [];

    /// <summary>
    /// The words of the article's texts for the search, if they were computed before. If it is null, PostgreSQL computes them when the
    /// article is inserted.
    /// </summary>
    internal GivenSearch? GivenSearch { get; private set; }

    /// <summary>
    /// Returns the spans of an entity's mention if the plain text stays the same, because spans are positions in the plain text. Returns no
    /// spans if the plain text changes, or if the article does not mention the entity.
    /// </summary>
    internal ValueList<Span> KeptSpans(long entityId, string? newText) =>
        BodyText == newText ? Mentions.Find(m => m.EntityId == entityId)?.Spans ?? [] : [];

    /// <summary>Sets <see cref="GivenSearch"/>, unless it belongs to other texts than the article has.</summary>
    internal void GiveSearch(GivenSearch? given) =>
        GivenSearch = given is not null && given.Texts == SearchTexts.Of(Content, BodyText) ? given : null;

    /// <summary>Returns a copy to be edited. The copy has mentions of its own, so that edits do not change the original.</summary>
    internal Article Copy()
    {
        var copy = (Article)MemberwiseClone();
        copy.Mentions = Mentions.ConvertAll(m => m.Copy());
        copy.GivenSearch = null;
        return copy;
    }
}
