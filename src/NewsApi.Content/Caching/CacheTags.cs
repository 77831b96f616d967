using System.Globalization;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Caching;

/// <summary>
/// The tags by which caches outside the service find the answers that a change may have made stale. An answer has the tags of the rows that
/// it shows and of the lists that it was computed from. A change has the tags of the rows and lists that it may have changed. If a change
/// makes an answer differ, both have a tag in common. A tag has only letters, digits and hyphens.
/// </summary>
public static class CacheTags
{
    /// <summary>Every answer has this tag. It is announced if changes may have been missed: everything must be purged.</summary>
    public const string All = "all";

    /// <summary>Every list, count and search of articles, and every request for an article that was not found.</summary>
    public const string Articles = "articles";

    /// <summary>The tags of all lists.</summary>
    public static readonly IReadOnlyList<string> Lists =
        [Articles, OfList(EntityKind.Person), OfList(EntityKind.Place), OfList(EntityKind.Topic)];

    /// <summary>An article that is shown, or that a slug led to.</summary>
    public static string OfArticle(long id) => string.Create(CultureInfo.InvariantCulture, $"article-{id}");

    /// <summary>A person, place or topic that is shown, or that a slug led to.</summary>
    public static string OfEntity(long id) => string.Create(CultureInfo.InvariantCulture, $"entity-{id}");

    /// <summary>Every list of people, places or topics, every filter by their properties, and every request for one not found.</summary>
    public static string OfList(EntityKind kind) => kind switch
    {
        EntityKind.Person => "people",
        EntityKind.Place => "places",
        EntityKind.Topic => "topics",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
