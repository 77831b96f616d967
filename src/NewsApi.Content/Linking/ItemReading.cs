using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>The state of one item during linking: its text, the names found in it, and the decisions made so far.</summary>
internal sealed class ItemReading(NameIndex index, LinkInput input, ItemText item, IReadOnlyDictionary<long, int>? archive)
{
    private Dictionary<int, int>? _times;
    private HashSet<ulong>? _words;
    private HashSet<ulong>? _smallWords;

    public NameIndex Index => index;

    public LinkInput Input => input;

    public ItemText Item => item;

    /// <summary>For each entity, the number of stored articles that have a tag for it. Null if these articles were not counted.</summary>
    public IReadOnlyDictionary<long, int>? Archive => archive;

    /// <summary>The names of people and places, in the order of the text.</summary>
    public List<FoundName> Found { get; } = [];

    /// <summary>The names of topics, in the order of the text.</summary>
    public List<FoundName> Topics { get; } = [];

    /// <summary>The codes of the countries that the item names.</summary>
    public HashSet<string> Countries { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the places that the item names, and of the places that contain these places.</summary>
    public HashSet<long> Places { get; } = [];

    /// <summary>
    /// The ids of the entities that an ambiguous name may mean, for all ambiguous names of the item. If the number of stored articles with
    /// a tag for each entity is known, the linker may find the entity that the name means.
    /// </summary>
    public HashSet<long> Undecided { get; } = [];

    /// <summary>The index in <see cref="Found"/> of the name that a token belongs to; -1 if the token belongs to no name.</summary>
    public int NameAt(int token)
    {
        var (low, high) = (0, Found.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var name = Found[middle];
            if (token < name.First)
            {
                high = middle - 1;
            }
            else if (token > name.Last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    /// <summary>
    /// Looks up the forms of the found names. First removes each name that only a large vocabulary has and that the item contains only in
    /// passing (<see cref="NameRules.Matters"/>). Such a name can have a hundred forms. It is not linked, so its forms are not needed.
    /// </summary>
    /// <param name="all">Whether to keep these names too, so that a trace shows them.</param>
    public void LookUpForms(bool all)
    {
        if (!all)
        {
            Found.RemoveAll(name => name.IsOfLargeVocabulary && !NameRules.Matters(this, name));
        }

        LookUpForms(Found);
        LookUpForms(Topics);
    }

    private void LookUpForms(List<FoundName> names)
    {
        foreach (ref var name in CollectionsMarshal.AsSpan(names))
        {
            name.Forms = NameFinder.FormsOf(index, item, name);
        }
    }

    /// <summary>How often the item contains a name. An occurrence in the headline counts twice.</summary>
    public int TimesNamed(int node)
    {
        if (_times is null)
        {
            _times = [];
            foreach (var name in Found)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_times, name.Node, out _) += item.IsInHeadline(name.First) ? 2 : 1;
            }
        }

        return _times.GetValueOrDefault(node);
    }

    public void Decide(int name, NamedEntity? entity, LinkEvidence evidence) => Decide(Found, name, entity, evidence);

    public void DecideTopic(int topic, NamedEntity? entity, LinkEvidence evidence) => Decide(Topics, topic, entity, evidence);

    private static void Decide(List<FoundName> names, int name, NamedEntity? entity, LinkEvidence evidence)
    {
        ref var it = ref CollectionsMarshal.AsSpan(names)[name];
        (it.Entity, it.Evidence, it.IsDecided) = (entity, evidence, true);
    }

    /// <summary>Whether the word occurs in the item.</summary>
    public bool HasWord(ulong token) => (_words ??= Collect(smallOnly: false)).Contains(token);

    /// <summary>Whether the word occurs in small letters in the item.</summary>
    public bool HasSmallWord(ulong token) => (_smallWords ??= Collect(smallOnly: true)).Contains(token);

    private HashSet<ulong> Collect(bool smallOnly)
    {
        var words = new HashSet<ulong>();
        foreach (ref readonly var token in item.Tokens.All)
        {
            if (!smallOnly || token.Shape == TokenShape.Lower)
            {
                words.Add(token.Hash);
            }
        }

        return words;
    }
}
