namespace NewsApi.Content.Linking;

/// <summary>
/// The people whom an item has named in full, both known and unknown. A surname alone means the person with that surname who was named last
/// before it.
/// </summary>
internal sealed class PeopleInItem
{
    private const int LeastGivenName = 3;

    private readonly Dictionary<ulong, List<Seen>> _bySurname = [];

    /// <summary>Adds a person. A tagged person counts as named before the text.</summary>
    /// <param name="token">The last token of the name; -1 for a tagged person.</param>
    public void Add(NamedEntity person, int token)
    {
        if (person.SurnameTokens.Length > 0)
        {
            Add(person.SurnameTokens[0], new Seen(token, person, person.SurnameTokens));
        }

        if (person.OtherSurname != 0)
        {
            Add(person.OtherSurname, new Seen(token, person, [person.OtherSurname]));
        }
    }

    /// <summary>Adds a person who is not in the index.</summary>
    public void AddUnknown(ulong surname, int token) => Add(surname, new Seen(token, null, [surname]));

    /// <summary>
    /// Finds the person whose surname stands at a token, among the people whom the item names in full. Returns false if no such person is
    /// found.
    /// </summary>
    /// <param name="isHead">
    /// Whether the token is before the body, for example in the headline. The headline may name people before the body gives their full
    /// names.
    /// </param>
    /// <param name="person">
    /// The person with this surname whom the item named last before the token. If the item named no such person before the token, and the
    /// token is before the body, the method takes the only person in the item with this surname. Null for a person who is not in the index.
    /// </param>
    /// <param name="last">The last token of the surname.</param>
    public bool TryFind(TextTokens tokens, int token, bool isHead, out NamedEntity? person, out int last)
    {
        (person, last) = (null, token);
        if (!_bySurname.TryGetValue(tokens[token].Hash, out var seen))
        {
            return false;
        }

        Seen? best = null;
        foreach (var it in seen)
        {
            if (it.Token < token && (best is null || it.Token > best.Value.Token) && StandsAt(tokens, token, it.Surname))
            {
                best = it;
            }
        }

        if (best is null && isHead && seen[0].Person is not null && seen.TrueForAll(s => s.Person == seen[0].Person)
            && StandsAt(tokens, token, seen[0].Surname))
        {
            best = seen[0];
        }

        if (best is not { } found)
        {
            return false;
        }

        (person, last) = (found.Person, token + found.Surname.Length - 1);
        return true;
    }

    /// <summary>
    /// Finds the person whom the item names in full elsewhere with another form of the first name. For example, finds "Phil Danaher" for
    /// "Philip Danaher", and "Habern W. Freeman" for "Habern William Freeman".
    /// </summary>
    public NamedEntity? FindOther(ItemText item, int first, int last)
    {
        var given = item.Text.AsSpan(item.Tokens[first].Start, item.Tokens[first].Length);
        foreach (var it in _bySurname.GetValueOrDefault(item.Tokens[last].Hash, []))
        {
            if (it.Person is { } person && it.Surname.Length == 1 && it.Token != last
                && IsFormOf(given, GivenName(PersonName.WithoutTitles(person.Name))))
            {
                return person;
            }
        }

        return null;
    }

    private static bool IsFormOf(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => Math.Min(a.Length, b.Length) >= LeastGivenName
        && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    private static ReadOnlySpan<char> GivenName(ReadOnlySpan<char> name) => name.IndexOf(' ') is var end and > 0 ? name[..end] : name;

    private static bool StandsAt(TextTokens tokens, int token, ulong[] surname)
    {
        if (token + surname.Length > tokens.Count)
        {
            return false;
        }

        for (var i = 1; i < surname.Length; i++)
        {
            if (tokens[token + i].Hash != surname[i] || !tokens[token + i].Continues)
            {
                return false;
            }
        }

        return true;
    }

    private void Add(ulong surname, Seen seen)
    {
        if (_bySurname.TryGetValue(surname, out var list))
        {
            list.Add(seen);
        }
        else
        {
            _bySurname.Add(surname, [seen]);
        }
    }

    private readonly record struct Seen(int Token, NamedEntity? Person, ulong[] Surname);
}
