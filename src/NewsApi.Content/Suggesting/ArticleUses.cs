using System.Runtime.InteropServices;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// The effect of changes of the log on the uses of entities, sections and words. A use is a mention, a section or a word of a public
/// article.
/// </summary>
internal sealed class ArticleUses
{
    private readonly Dictionary<(EntityKind Kind, long Id), int> _entities = [];
    private readonly Dictionary<string, int> _sections = new(StringComparer.Ordinal);

    /// <summary>The differences in the counts of words.</summary>
    public WordCounts Words { get; } = new();

    private ArticleUses()
    {
    }

    public static ArticleUses Of(IEnumerable<WireChange> changes)
    {
        var uses = new ArticleUses();
        foreach (var change in changes)
        {
            uses.Add(change.Before, -1);
            uses.Add(change.After, 1);
        }

        return uses;
    }

    public void AddTo(SubjectIndex subjects)
    {
        foreach (var ((kind, id), articles) in _entities)
        {
            subjects.Count(kind, id, articles);
        }

        subjects.CountSections([.. _sections.Select(s => (s.Key, s.Value))]);
    }

    private void Add(LazyJson? facts, int by)
    {
        if (facts?.Parse(ChangeFacts.FromJson) is not { } article)
        {
            return;
        }

        Array.ForEach([article.Content.Headline, article.Content.Kicker, article.Content.Summary], text => Words.Add(text, by));
        foreach (var mention in article.Mentions)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_entities, (mention.Kind, mention.EntityId), out _) += by;
        }

        if (article.Content.Section is { } section)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_sections, section, out _) += by;
        }
    }
}
