using System.Runtime.InteropServices;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Linking;

/// <summary>
/// All forms of the names of people, places and topics, in one automaton over folded tokens. Adding or removing an entity takes
/// microseconds. The index has no lock: NameIndexSource excludes readers during a change.
/// </summary>
internal sealed class NameIndex
{
    // A name that continues after a comma, such as "Washington, D.C.", has a separate edge for the token after the comma.
    private const ulong AfterComma = 0x5851F42D4C957F2D;

    private const int LongestName = 16; // tokens

    private readonly HashTrie _trie = new();
    private readonly TokenFilter _beginnings = new();
    private readonly TokenFilter _smallBeginnings = new();
    private readonly List<NameForm> _forms = [];
    private readonly Stack<int> _freeForms = [];
    private readonly Dictionary<long, NamedEntity> _entities = [];
    private readonly Dictionary<ulong, int> _givenNames = [];
    private readonly Dictionary<(EntityKind, string), VocabularySize> _vocabularies = [];
    private int[] _firstForm = new int[1 << 10];

    public int Count => _entities.Count;

    /// <summary>The memory of the automaton in bytes, without the names themselves.</summary>
    public long Bytes => _trie.Bytes + _beginnings.Bytes + _smallBeginnings.Bytes + (4L * _firstForm.Length) + (24L * _forms.Capacity);

    public NamedEntity? Find(long id) => _entities.GetValueOrDefault(id);

    public NameForm Form(int form) => _forms[form];

    /// <summary>The index of the first form that ends at a node; negative if no form ends there.</summary>
    public int FirstForm(int node) => node < _firstForm.Length ? _firstForm[node] - 1 : -1;

    /// <summary>
    /// Whether a name may begin with a token. Words in small letters have their own filter, because few names begin with such a word.
    /// </summary>
    public bool MayBegin(in TextToken token) => (token.Shape == TokenShape.Lower ? _smallBeginnings : _beginnings).MayContain(token.Hash);

    /// <summary>Follows the edge of a token of the text. Returns the next node; 0 if no name continues with this token.</summary>
    public int Next(int node, in TextToken token) =>
        _trie.Next(node, node != HashTrie.Root && (token.Gap & Gap.Comma) != 0 ? token.Hash ^ AfterComma : token.Hash);

    /// <summary>Whether a word is the first name of a person.</summary>
    public bool IsGivenName(ulong token) => _givenNames.ContainsKey(token) || Words.Is(token, WordKinds.GivenName);

    /// <summary>Whether the index has a small vocabulary of places. A small vocabulary lists what news is about, not every place.</summary>
    public bool HasSmallPlaces { get; private set; }

    public void Add(NamedEntity entity)
    {
        Remove(entity.Id);
        _entities.Add(entity.Id, entity);
        ref var siblings = ref CollectionsMarshal.GetValueRefOrAddDefault(_vocabularies, (entity.Kind, entity.Vocabulary), out _);
        entity.Siblings = siblings ??= new VocabularySize();
        siblings.Count++;
        NoteSizes();
        if (entity.Kind == EntityKind.Person)
        {
            (entity.SurnameTokens, entity.OtherSurname) = PersonName.Surname(entity);
            CountGivenName(entity, 1);
        }

        entity.IsRegion = entity.Kind == EntityKind.Place && Regions.IsRegion(entity);
        foreach (var form in NameForms.Of(entity))
        {
            AddForm(entity, form);
        }
    }

    public void Remove(long id)
    {
        if (!_entities.Remove(id, out var entity))
        {
            return;
        }

        entity.Siblings.Count--;
        NoteSizes();
        CountGivenName(entity, -1);
        foreach (var form in NameForms.Of(entity))
        {
            using var tokens = TextTokens.Of(form.Text);
            if (Walk(tokens, add: false) is var node and > 0)
            {
                Unlink(node, entity);
            }
        }
    }

    private void NoteSizes()
    {
        HasSmallPlaces = false;
        foreach (var ((kind, _), size) in _vocabularies)
        {
            HasSmallPlaces |= kind == EntityKind.Place && size is { Count: > 0, IsLarge: false };
        }
    }

    private void AddForm(NamedEntity entity, FormText form)
    {
        using var tokens = TextTokens.Of(form.Text);
        var node = Walk(tokens, add: true);
        if (node == 0 || Holds(node, entity))
        {
            return;
        }

        if (node >= _firstForm.Length)
        {
            Array.Resize(ref _firstForm, Math.Max(_firstForm.Length * 2, node + 1));
        }

        var row = new NameForm(entity, form.Kind, FlagsOf(form.Text, tokens), _firstForm[node] - 1);
        _beginnings.Add(tokens[0].Hash);
        if ((row.Flags & FormFlags.FirstCapital) == 0 || entity.Kind == EntityKind.Topic)
        {
            _smallBeginnings.Add(tokens[0].Hash);
        }

        if (_freeForms.TryPop(out var free))
        {
            _forms[free] = row;
        }
        else
        {
            free = _forms.Count;
            _forms.Add(row);
        }

        _firstForm[node] = free + 1;
    }

    private bool Holds(int node, NamedEntity entity)
    {
        for (var form = FirstForm(node); form >= 0; form = _forms[form].Next)
        {
            if (_forms[form].Entity == entity)
            {
                return true;
            }
        }

        return false;
    }

    private void Unlink(int node, NamedEntity entity)
    {
        var before = -1;
        for (var form = FirstForm(node); form >= 0; form = _forms[form].Next)
        {
            if (_forms[form].Entity != entity)
            {
                before = form;
                continue;
            }

            if (before < 0)
            {
                _firstForm[node] = _forms[form].Next + 1;
            }
            else
            {
                _forms[before] = _forms[before] with { Next = _forms[form].Next };
            }

            _freeForms.Push(form);
            return;
        }
    }

    /// <summary>
    /// Returns the node of a whole name. Returns 0 if the index has no such node, or if the name is too long or contains a break.
    /// </summary>
    private int Walk(TextTokens tokens, bool add)
    {
        var node = HashTrie.Root;
        for (var i = 0; i < tokens.Count; i++)
        {
            ref readonly var token = ref tokens[i];
            if (i >= LongestName || (i > 0 && token.EndsName))
            {
                return 0;
            }

            var edge = i > 0 && (token.Gap & Gap.Comma) != 0 ? token.Hash ^ AfterComma : token.Hash;
            node = add ? _trie.NextOrAdd(node, edge) : _trie.Next(node, edge);
            if (node == 0)
            {
                return 0;
            }
        }

        return node;
    }

    private static FormFlags FlagsOf(string text, TextTokens tokens)
    {
        var flags = FormFlags.None;
        flags |= tokens[0].IsCapital ? FormFlags.FirstCapital : 0;
        flags |= tokens[tokens.Count - 1].IsCapital ? FormFlags.LastCapital : 0;
        flags |= text.EndsWith('.') ? FormFlags.EndsWithDot : 0;
        var isAcronym = tokens.Count == 1
            ? tokens[0].Shape == TokenShape.Upper && tokens[0].Length <= 5
            : tokens.All.Length <= 5 && AllInitials(tokens.All);
        return flags | (isAcronym ? FormFlags.Acronym : 0);
    }

    private static bool AllInitials(ReadOnlySpan<TextToken> tokens)
    {
        foreach (ref readonly var token in tokens)
        {
            if (!token.IsInitial)
            {
                return false;
            }
        }

        return true;
    }

    private void CountGivenName(NamedEntity entity, int by)
    {
        if (entity.Kind != EntityKind.Person || entity.SurnameTokens.Length == 0)
        {
            return;
        }

        using var name = TextTokens.Of(PersonName.WithoutTitles(entity.Name));
        if (name.Count < 2 || !name[0].IsCapital || name[0].Length < 3 || Words.Is(name[0].Hash, WordKinds.Word | WordKinds.LeadingSurname))
        {
            return;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_givenNames, name[0].Hash, out _);
        if ((count += by) <= 0)
        {
            _givenNames.Remove(name[0].Hash);
        }
    }
}
