using NewsApi.Content.Entities;

namespace NewsApi.Content.Suggesting;

/// <summary>
/// An index of people, places, topics and sections by the words of their names. Each has the number of public articles that use it. The
/// caller must keep readers out while it changes the index.
/// </summary>
internal sealed class SubjectIndex
{
    private readonly SortedWords<NameWord> _words = new(letters => new NameWord(letters));
    private readonly Dictionary<long, NamedSubject> _entities = [];
    private readonly Dictionary<string, NamedSubject> _sections = new(StringComparer.Ordinal);

    /// <summary>The number of people, places, topics and sections with a name.</summary>
    public int NamedCount => _entities.Values.Count(e => e.Names.Count > 0) + _sections.Count;

    /// <summary>Finds the names that match a typed text, the best first, at most one for a subject.</summary>
    /// <param name="alternatives">The text, as <see cref="FoldedWords.OfTyped"/> reads it.</param>
    /// <param name="kinds">The kinds of subjects to find; null for all.</param>
    /// <param name="onlyPublic">True to find only what every reader may see.</param>
    public IReadOnlyList<NameMatch> Find(
        IReadOnlyList<FoldedWord[]> alternatives, IReadOnlySet<SuggestionKind>? kinds, bool onlyPublic, int size)
    {
        bool Allows(NamedSubject subject) => (!onlyPublic || subject.IsPublic) && (kinds is null || kinds.Contains(subject.Kind));
        return new NameSearch(_words, Allows, size).Find(alternatives);
    }

    /// <summary>Returns whether a public article uses an entity or a section with the word in its name.</summary>
    public bool IsUsed(string letters) => _words.Find(letters)?.Names.Exists(n => n.Subject.Uses > 0) ?? false;

    /// <summary>Finds words of used names that are near a typed word.</summary>
    /// <param name="found">Receives the number of edits, the most used name with the word, and the letters of the word.</param>
    public void FindNear(string typed, int most, bool keepsFirst, Action<int, SubjectName, string> found) =>
        NearWords.Find(_words, typed, most, isPrefix: false, keepsFirst, (from, to, edits, _) =>
        {
            foreach (var word in _words.Values(from, to))
            {
                if (word.Names.MaxBy(n => n.Subject.Uses) is { Subject.Uses: > 0 } name)
                {
                    found(edits, name, word.Letters);
                }
            }
        });

    /// <summary>Replaces the names of entities by the stored names. An entity without a stored name loses its names.</summary>
    /// <param name="ids">The ids of the entities that changed; each entity of <paramref name="stored"/> is among them.</param>
    public void Replace(IReadOnlyCollection<long> ids, IReadOnlyCollection<StoredName> stored)
    {
        var emptied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (_entities.TryGetValue(id, out var subject))
            {
                RemoveNames(subject, emptied);
                subject.IsOpen = false;
                Forget(subject);
            }
        }

        AddNames([.. stored.Select(s => (FindOrAdd(s), (IReadOnlyList<string>)[s.Name, .. s.Aliases]))]);
        _words.Remove(emptied.Where(w => _words.Find(w) is { Names.Count: 0 }).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Adds to the number of public articles that mention an entity.</summary>
    public void Count(EntityKind kind, long id, int articles)
    {
        if (!_entities.TryGetValue(id, out var subject))
        {
            _entities.Add(id, subject = new NamedSubject((SuggestionKind)kind, id));
        }

        subject.Uses += articles;
        Forget(subject);
    }

    /// <summary>Adds to the number of public articles of sections.</summary>
    public void CountSections(IReadOnlyCollection<(string Name, int Articles)> sections)
    {
        var added = new List<(NamedSubject, IReadOnlyList<string>)>();
        foreach (var (name, articles) in sections)
        {
            if (!_sections.TryGetValue(name, out var section))
            {
                _sections.Add(name, section = new NamedSubject(SuggestionKind.Section, 0) { Section = name });
                added.Add((section, [name]));
            }

            section.Uses += articles;
        }

        AddNames(added);
        var emptied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in sections)
        {
            if (_sections.TryGetValue(name, out var section) && section.Uses <= 0)
            {
                RemoveNames(section, emptied);
                _sections.Remove(name);
            }
        }

        _words.Remove(emptied);
    }

    private NamedSubject FindOrAdd(StoredName stored)
    {
        if (!_entities.TryGetValue(stored.Id, out var subject))
        {
            _entities.Add(stored.Id, subject = new NamedSubject((SuggestionKind)stored.Kind, stored.Id));
        }

        subject.IsOpen = stored.IsOpen;
        return subject;
    }

    /// <summary>Removes an entity that has neither names nor uses.</summary>
    private void Forget(NamedSubject subject)
    {
        if (subject is { Names.Count: 0, Uses: 0 })
        {
            _entities.Remove(subject.Id);
        }
    }

    private void AddNames(IReadOnlyCollection<(NamedSubject Subject, IReadOnlyList<string> Names)> named)
    {
        var split = new List<(NamedSubject Subject, string Text, string[] Words)>();
        foreach (var (subject, names) in named)
        {
            split.AddRange(names.Distinct(StringComparer.Ordinal)
                .Select(n => (subject, n, FoldedWords.OfName(n).Select(w => w.Letters).Distinct(StringComparer.Ordinal).ToArray())));
        }

        _words.Add(split.SelectMany(s => s.Words));
        foreach (var (subject, text, letters) in split.Where(s => s.Words.Length > 0))
        {
            // Not null: the words were added above.
            var name = new SubjectName(subject, text, Array.ConvertAll(letters, w => _words.Find(w)!), isAlias: subject.Names.Count > 0);
            subject.Names = [.. subject.Names, name];
            Array.ForEach(name.Words, w => w.Names.Add(name));
        }
    }

    /// <param name="emptied">Receives each word that is now in no name.</param>
    private static void RemoveNames(NamedSubject subject, HashSet<string> emptied)
    {
        foreach (var name in subject.Names)
        {
            foreach (var word in name.Words)
            {
                word.Names.Remove(name);
                if (word.Names.Count == 0)
                {
                    emptied.Add(word.Letters);
                }
            }
        }

        subject.Names = [];
    }
}
