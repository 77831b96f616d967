using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

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

    /// <summary>Adds a mention by its name, if there is one. Leaves out a name or a URI that is too long with a warning.</summary>
    public void Add(EntityKind kind, string? name, string? uri, MentionRelation relation, ItemProblems problems)
    {
        if (problems.Bounded(name, Bounds.Name, "name") is { } bounded)
        {
            Add(new IncomingMention
            {
                Kind = kind,
                Name = bounded,
                Uri = problems.Bounded(uri, Bounds.Uri, "uri"),
                Relation = relation,
            });
        }
    }

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
