using System.Runtime.InteropServices;

namespace NewsApi.Content.Linking;

/// <summary>One item while it is linked: its text, the names found in it, and what is known of it so far.</summary>
internal sealed class ItemReading(NameIndex index, LinkInput input, ItemText item, IReadOnlyDictionary<long, int>? archive)
{
    private Dictionary<int, int>? _times;
    private HashSet<ulong>? _words;
    private HashSet<ulong>? _smallWords;

    public NameIndex Index => index;

    public LinkInput Input => input;

    public ItemText Item => item;

    /// <summary>How often the archive names an entity; null where it was not asked.</summary>
    public IReadOnlyDictionary<long, int>? Archive => archive;

    /// <summary>The names of people and places, in order.</summary>
    public List<FoundName> Found { get; } = [];

    /// <summary>The names of topics, in order.</summary>
    public List<FoundName> Topics { get; } = [];

    /// <summary>The countries that the item names, by code.</summary>
    public HashSet<string> Countries { get; } = new(StringComparer.Ordinal);

    /// <summary>The places that the item names, and that those lie within.</summary>
    public HashSet<long> Places { get; } = [];

    /// <summary>Entities that share a name where only the archive could decide.</summary>
    public HashSet<long> Undecided { get; } = [];

    /// <summary>The index among <see cref="Found"/> of the name that a token belongs to; negative for none.</summary>
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
    /// Looks up what the found names may be. A place of a list of everything that the item names in passing has a hundred namesakes and is
    /// not linked, so it is left out.
    /// </summary>
    /// <param name="all">Whether to keep those too, to show them.</param>
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

    /// <summary>How often the item has a name; once in the headline counts as twice.</summary>
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

    /// <summary>Whether the item has the word anywhere.</summary>
    public bool HasWord(ulong token) => (_words ??= Collect(smallOnly: false)).Contains(token);

    /// <summary>Whether the item writes the word in small letters.</summary>
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
