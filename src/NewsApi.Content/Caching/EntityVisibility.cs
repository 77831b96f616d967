using NewsApi.Content.Articles;

namespace NewsApi.Content.Caching;

/// <summary>
/// The people, places and topics of which an answer depends on whether the public may see them. The public may see an entity as long as a
/// public article mentions it. So a change of an article can show or hide an entity without a change of the entity in the log.
/// </summary>
internal sealed class EntityVisibility
{
    private readonly HashSet<long> _ids = [];
    private readonly HashSet<long> _below = [];
    private bool _all;

    public int Count => _ids.Count + _below.Count;

    public void Add(IEnumerable<long> ids) => _ids.UnionWith(ids);

    /// <summary>Adds all places or topics below others.</summary>
    public void AddBelow(IEnumerable<long> ids) => _below.UnionWith(ids);

    public void AddAll() => _all = true;

    /// <summary>Returns true if the article mentions one of the entities only before or only after the change.</summary>
    /// <param name="before">Null if the article was not public.</param>
    /// <param name="after">Null if the article is not public any more.</param>
    public bool IsTouchedBy(ChangeFacts? before, ChangeFacts? after) =>
        (_all || Count > 0) && (Adds(before, after) || Adds(after, before));

    private bool Adds(ChangeFacts? one, ChangeFacts? other)
    {
        foreach (var mention in other?.Mentions ?? [])
        {
            if ((_all || mention.Ids.Any(_ids.Contains) || mention.Within.Any(_below.Contains))
                && one?.Mentions.Any(m => m.EntityId == mention.EntityId) != true)
            {
                return true;
            }
        }

        return false;
    }
}
