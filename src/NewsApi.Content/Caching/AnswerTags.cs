using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Caching;

/// <summary>
/// The tags of an answer, from what it was read from. They are few: a list of articles changes with many of them, so its tag stands for all
/// articles, and an answer with very many rows has only tags of lists.
/// </summary>
public sealed class AnswerTags
{
    /// <summary>
    /// The largest length of all tags together, in characters. Proxies limit the headers of a response, nginx by default to 4 KB in all.
    /// </summary>
    public const int MostCharacters = 1500;

    private static readonly EntityKind[] Kinds = Enum.GetValues<EntityKind>();

    private readonly SortedSet<long> _articles = [];
    private readonly SortedSet<long> _entities = [];
    private readonly SortedSet<EntityKind> _listed = [];
    private readonly ListTestCompiler _compiler = new();
    private bool _listsArticles;

    private AnswerTags()
    {
    }

    /// <summary>Returns the tags of an answer about public content. Called after everything was read.</summary>
    /// <param name="reads">What the answer was read from; null if that is not known.</param>
    public static IReadOnlyList<string> Create(ReadSet? reads)
    {
        var tags = new AnswerTags();
        if (reads?.FindParts() is not { } parts || !parts.All(tags.Add))
        {
            // Each change that public readers can notice has the tag of a list.
            return [CacheTags.All, .. CacheTags.Lists];
        }

        tags._listsArticles |= tags.Measure() > MostCharacters;
        if (tags.Measure() > MostCharacters)
        {
            tags._listed.UnionWith(Kinds);
        }

        return [.. tags.Write()];
    }

    private int Measure() => Write().Sum(tag => tag.Length + 1);

    private IEnumerable<string> Write()
    {
        yield return CacheTags.All;
        if (_listsArticles)
        {
            yield return CacheTags.Articles;
        }

        foreach (var kind in _listed)
        {
            yield return CacheTags.OfList(kind);
        }

        // A change of an article or an entity also has the tag of its list.
        foreach (var id in _listsArticles ? [] : _articles)
        {
            yield return CacheTags.OfArticle(id);
        }

        foreach (var id in _listed.Count == Kinds.Length ? [] : _entities)
        {
            yield return CacheTags.OfEntity(id);
        }
    }

    /// <summary>Returns false if the answer may depend on all public content.</summary>
    private bool Add(ReadPart part)
    {
        switch (part)
        {
            case ReadPart.Articles articles:
                _articles.UnionWith(articles.Ids);
                return true;
            case ReadPart.MissingArticle or ReadPart.Sections:
                _listsArticles = true;
                return true;
            case ReadPart.Entities entities:
                _entities.UnionWith(entities.Ids);
                return true;
            case ReadPart.VisibilityOf of:
                _entities.UnionWith(of.Ids);
                return true;
            case ReadPart.Below:
                _listed.UnionWith([EntityKind.Place, EntityKind.Topic]);
                return true;
            case ReadPart.MissingEntity or ReadPart.EveryEntity:
                _listed.UnionWith(Kinds);
                return true;
            case ListRead list when _compiler.Compile(list) is { } test:
                _listsArticles = true;
                _listed.UnionWith(test.DependsOnNames ? Kinds : []);
                return true;
            default:
                return false;
        }
    }
}
