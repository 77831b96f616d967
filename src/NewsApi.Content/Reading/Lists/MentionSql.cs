using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes SQL that counts articles by their mentions. The SQL does not read the counted articles. Besides the mentions, it reads only the
/// index <c>article_hidden</c>, which has the few articles that are withdrawn or have an expiry.
/// </summary>
internal static class MentionSql
{
    /// <summary>Returns SQL that counts the articles that mention at least one of the entities.</summary>
    /// <param name="entities">The SQL of each entity's id.</param>
    public static string CountArticles(IReadOnlyList<string> entities, Visibility visibility) => entities is [var one]
        ? $"select count(*) from mention m where m.entity_id = {one} and {IsVisible("m", visibility)}"
        : $"select count(distinct m.article_id) from mention m where m.entity_id in ({string.Join(", ", entities)})"
            + $" and {IsVisible("m", visibility)}";

    /// <summary>Returns SQL that counts the articles that mention the entity or an entity below it.</summary>
    /// <param name="root">The SQL of the entity's id.</param>
    public static string CountArticlesBelow(string root, Visibility visibility) =>
        $"select count(*) from {SubtreeSql.SelectArticles(root)} m where {IsVisible("m", visibility)}";

    /// <summary>Returns the SQL of a condition: the caller may see the article of the mention.</summary>
    internal static string IsVisible(string mention, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          {Publicity.PublishedSql(mention)} and not exists (select from article hidden where hidden.id = {mention}.article_id
          and {Publicity.HiddenSql("hidden")})
          """;
}
