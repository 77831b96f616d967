using NewsApi.Content.Articles;

namespace NewsApi.Content.Linking;

/// <summary>
/// Joins the tags of an article with the links of its text. Tags come first and keep their relation and relevance. A tag gets the spans
/// where the text names its entity. Links follow in the order of the text.
/// </summary>
public static class MentionLinks
{
    /// <summary>Builds the input of the linker from an article and its tags.</summary>
    /// <param name="before">
    /// The stored article; null for a new article. If the stored article has links to entities of one kind, for example places, the linker
    /// links entities of this kind again. This is true even if the article also has tags for entities of this kind.
    /// </param>
    public static LinkInput InputOf(Article article, Article? before, IEnumerable<long> removed)
    {
        var tags = article.Mentions.FindAll(m => m.Origin == MentionOrigin.Tagged);
        var linkedKinds = before?.Mentions.Where(m => m.Origin == MentionOrigin.Linked).Select(m => m.Kind).ToHashSet() ?? [];
        return LinkInput.Of(article.Content, article.BodyText) with
        {
            Tagged = tags.Select(m => m.EntityId).ToHashSet(),
            TaggedKinds = tags.Select(m => m.Kind).Where(kind => !linkedKinds.Contains(kind)).ToHashSet(),
            Removed = removed.ToHashSet(),
        };
    }

    /// <summary>Replaces the linked mentions of an article, and the spans of its tags.</summary>
    public static void Apply(Article article, LinkedText linked)
    {
        var links = linked.Links.ToDictionary(l => l.Entity.Id);
        article.Mentions.RemoveAll(m => m.Origin == MentionOrigin.Linked);
        foreach (var tag in article.Mentions)
        {
            if (links.Remove(tag.EntityId, out var link))
            {
                tag.Spans = link.Spans;
            }
        }

        article.Mentions.AddRange(linked.Links.Where(l => links.ContainsKey(l.Entity.Id)).Select(l => new Mention
        {
            ArticleId = article.Id,
            EntityId = l.Entity.Id,
            Kind = l.Entity.Kind,
            Relation = l.Relation,
            Relevance = l.Relevance,
            Origin = MentionOrigin.Linked,
            Spans = l.Spans,
            PublishedAt = article.PublishedAt,
        }));
        foreach (var (ordinal, mention) in article.Mentions.Index())
        {
            mention.Ordinal = ordinal;
        }
    }

    /// <summary>Whether two lists of mentions have the same stored values.</summary>
    public static bool AreSame(IEnumerable<Mention> a, IEnumerable<Mention> b) => a.Select(Stored).SequenceEqual(b.Select(Stored));

    private static (long, MentionRelation, int?, MentionOrigin, ValueList<Span>) Stored(Mention mention) =>
        (mention.EntityId, mention.Relation, mention.Relevance, mention.Origin, mention.Spans);
}
