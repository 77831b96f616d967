using NewsApi.Content.Articles;

namespace NewsApi.Content.Matching;

/// <summary>
/// The ids that one slug of a filter leads to. The ids of hidden entities are kept apart: an article below a hidden place or topic does not
/// match, so that a client cannot confirm the slug of a hidden entity by a guess. An article that mentions the entity itself shows it.
/// </summary>
/// <param name="below">True if the slug also stands for everything below its entity.</param>
internal sealed class SlugTarget(bool below)
{
    private readonly HashSet<long> _ids = [];

    // Ids of entities that the public may see; those that were ever visible to this reader; those that are visible without an article.
    private readonly HashSet<long> _visible = [];
    private readonly HashSet<long> _everVisible = [];
    private readonly HashSet<long> _surelyVisible = [];

    /// <summary>
    /// True if the slug may have led elsewhere before a change: the entity was edited before the first read, or an id was added later.
    /// </summary>
    public bool IsChanged { get; set; }

    /// <summary>True if an article can make the entity visible or hide it, and the slug also stands for what lies below.</summary>
    public bool DependsOnArticles { get; private set; }

    /// <summary>Returns the ids of a mention that the slug may lead to.</summary>
    public IEnumerable<long> Candidates(MentionFacts mention) => below ? mention.Ids.Concat(mention.Within) : mention.Ids;

    public bool LeadsTo(MentionFacts mention) => mention.Ids.Any(_ids.Contains) || (below && mention.Within.Any(_visible.Contains));

    /// <summary>
    /// Returns whether the slug led to the mention before a change; null if this is unknown. For an ancestor whose visibility depends on
    /// articles, it is unknown.
    /// </summary>
    public bool? LedTo(MentionFacts mention) =>
        mention.Ids.Any(_ids.Contains) || (below && mention.Within.Any(_surelyVisible.Contains)) ? (IsChanged ? null : true)
        : below && mention.Within.Any(_everVisible.Contains) ? null : false;

    /// <summary>Forgets which entities are visible, because they are read again.</summary>
    public void BeginRead()
    {
        _visible.Clear();
        _surelyVisible.Clear();
        DependsOnArticles = false;
    }

    /// <param name="isFirst">True at the first read of a reader. An id that a later read adds is a change of the slug.</param>
    public void Add(long id, bool isVisible, bool isSurelyVisible, bool isFirst)
    {
        IsChanged |= _ids.Add(id) && !isFirst;
        if (isVisible)
        {
            _visible.Add(id);
            IsChanged |= _everVisible.Add(id) && below && !isFirst;
        }

        if (isSurelyVisible)
        {
            _surelyVisible.Add(id);
        }

        DependsOnArticles |= below && !isSurelyVisible;
    }
}
