using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;

namespace NewsApi.Formats.Items;

/// <summary>
/// Collects the mentions of an item, one mention for each entity. Two mentions of the same kind (person, place or topic) are of the same
/// entity if their URIs are equal. If at least one of the two mentions has no URI, they are of the same entity if their names are equal.
/// </summary>
internal sealed class MentionList
{
    private readonly List<IncomingMention> _mentions = [];
    private readonly Dictionary<(EntityKind, string), int> _byUri = [];
    private readonly Dictionary<(EntityKind, string), int> _byName = [];
    private readonly Dictionary<(EntityKind, string), int> _byNameAlone = [];

    /// <summary>
    /// Adds a mention. If the entity has a mention already, the two are merged: the stronger relation is kept, and missing values are
    /// filled in.
    /// </summary>
    public void Add(IncomingMention mention)
    {
        var name = (mention.Kind, NameKey.Of(mention.Name));
        if (Find(mention, name) is { } at)
        {
            _mentions[at] = Merge(_mentions[at], mention);
            if (mention.Uri is not null)
            {
                _byNameAlone.Remove(name);
            }
        }
        else
        {
            at = _mentions.Count;
            _mentions.Add(mention);
            _byName.TryAdd(name, at);
            if (mention.Uri is null)
            {
                _byNameAlone.TryAdd(name, at);
            }
        }

        if (mention.Uri is { } uri)
        {
            _byUri.TryAdd((mention.Kind, uri), at);
        }
    }

    public ValueList<IncomingMention> ToValueList() => _mentions.Count == 0 ? [] : [.. _mentions];

    private int? Find(IncomingMention mention, (EntityKind, string) name) => mention.Uri is { } uri
        ? _byUri.TryGetValue((mention.Kind, uri), out var same) || _byNameAlone.TryGetValue(name, out same) ? same : null
        : _byName.TryGetValue(name, out var named) ? named : null;

    private static IncomingMention Merge(IncomingMention first, IncomingMention again) => first with
    {
        Uri = first.Uri ?? again.Uri,
        Relation = MentionStrength.Stronger(first.Relation, again.Relation),
        Relevance = MentionStrength.Higher(first.Relevance, again.Relevance),
        Latitude = first.Latitude ?? again.Latitude,
        Longitude = first.Longitude ?? again.Longitude,
    };
}
