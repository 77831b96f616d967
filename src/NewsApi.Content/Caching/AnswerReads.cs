using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Caching;

/// <summary>
/// Tests whether a change can change an answer, from what the answer was read from. A change that does not touch it leaves the answer as it
/// is. In doubt, a change touches it. The test reads no tables.
/// </summary>
public sealed class AnswerReads
{
    /// <summary>The largest number of ids and lists. A larger answer counts as read from all public content.</summary>
    private const int MostParts = 5_000;

    /// <summary>Estimates of the memory of an id and of a list.</summary>
    private const int BytesOfId = 40, BytesOfList = 400;

    private readonly HashSet<long> _articles = [];
    private readonly HashSet<long> _entities = [];
    private readonly EntityVisibility _visibility = new();
    private readonly List<ListTest> _lists = [];

    // The lists of articles that mention an entity, by its id. A page can have many of them, and a change concerns few.
    private readonly Dictionary<long, List<ListTest>> _listsOfEntities = [];
    private int _listCount;
    private bool _readsEverything;
    private bool _readsEveryEntity;
    private bool _missesArticle;
    private bool _readsSections;

    private AnswerReads()
    {
    }

    /// <summary>The reads of an answer that every change of public content touches.</summary>
    public static AnswerReads Everything { get; } = new() { _readsEverything = true };

    /// <summary>An estimate of the memory, in bytes.</summary>
    internal int Size => (BytesOfId * CountIds()) + (BytesOfList * _listCount);

    /// <summary>Makes the test from the reads of a snapshot of public content. Called after everything was read.</summary>
    public static AnswerReads Create(ReadSet set)
    {
        var (reads, compiler) = (new AnswerReads(), new ListTestCompiler());
        foreach (var part in set.FindParts() ?? [])
        {
            reads.Add(part, compiler);
        }

        return set.FindParts() is null || reads._readsEverything || reads.CountIds() + reads._listCount > MostParts ? Everything : reads;
    }

    /// <summary>Returns false if the answer is the same before and after the change.</summary>
    internal bool IsTouchedBy(WireChange change)
    {
        if (_readsEverything)
        {
            return true;
        }

        if (change.Kind == ChangeKind.Entity)
        {
            return _readsEveryEntity || _entities.Contains(change.SubjectId);
        }

        var (before, after) = (change.Before?.Parse(ChangeFacts.FromJson), change.After?.Parse(ChangeFacts.FromJson));
        return _articles.Contains(change.SubjectId)
            || (_missesArticle && (before is null || after is null || (before.Slug, before.Uri) != (after.Slug, after.Uri)))
            || (_readsSections && ReadSection(before) != ReadSection(after))
            || _visibility.IsTouchedBy(before, after)
            || _lists.Exists(l => l.IsTouchedBy(before, after))
            || (_listsOfEntities.Count > 0 && ListsOf(before).Concat(ListsOf(after)).Any(l => l.IsTouchedBy(before, after)));
    }

    // An article without a section is in no section.
    private static (string? Section, DateTimeOffset?) ReadSection(ChangeFacts? facts) =>
        facts?.Content.Section is { } section ? (section, facts.PublishedAt) : default;

    private void Add(ReadPart part, ListTestCompiler compiler)
    {
        switch (part)
        {
            case ReadPart.Articles articles:
                _articles.UnionWith(articles.Ids);
                break;
            case ReadPart.MissingArticle:
                _missesArticle = true;
                break;
            case ReadPart.Entities entities:
                _entities.UnionWith(entities.Ids);
                break;
            case ReadPart.EveryEntity:
                _readsEveryEntity = true;
                break;
            case ReadPart.VisibilityOf of:
                _visibility.Add(of.Ids);
                break;
            case ReadPart.Below below:
                _readsEveryEntity = true;
                _visibility.AddBelow(below.Ids);
                break;
            case ReadPart.MissingEntity:
                _readsEveryEntity = true;
                _visibility.AddAll();
                break;
            case ReadPart.Sections:
                _readsSections = true;
                break;
            case ListRead list:
                Add(list, compiler);
                break;
            default:
                _readsEverything = true;
                break;
        }
    }

    private void Add(ListRead list, ListTestCompiler compiler)
    {
        if (compiler.Compile(list) is not { } test)
        {
            _readsEverything = true;
            return;
        }

        _listCount++;
        _readsEveryEntity |= test.DependsOnNames;
        if (list.Entity is { } entity)
        {
            if (!_listsOfEntities.TryGetValue(entity, out var lists))
            {
                _listsOfEntities[entity] = lists = [];
            }

            lists.Add(test);
        }
        else
        {
            _lists.Add(test);
        }
    }

    private IEnumerable<ListTest> ListsOf(ChangeFacts? facts) => facts is null ? [] : facts.Mentions
        .SelectMany(m => m.Ids.Concat(m.Within)).SelectMany(id => _listsOfEntities.GetValueOrDefault(id) ?? []);

    private int CountIds() => _articles.Count + _entities.Count + _visibility.Count;
}
