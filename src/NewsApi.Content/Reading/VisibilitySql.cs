using NewsApi.Content.Articles;

namespace NewsApi.Content.Reading;

/// <summary>
/// The SQL of visibility. Its clock is the database's <c>now()</c>, the same for a whole snapshot, so that an embargo ends
/// at its moment on every path and on every process.
/// </summary>
public static class VisibilitySql
{
    /// <summary>True of the articles that the caller may see.</summary>
    public static string Article(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : Publicity.PublicSql(alias);

    /// <summary>True of the entities that the caller may see: a name known only from an embargoed item does not show.</summary>
    public static string Entity(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          ({alias}.curated or exists (select from mention named join article on article.id = named.article_id
          where named.entity_id = {alias}.id and {Publicity.PublishedSql("named")} and {Article("article", visibility)}))
          """;

    /// <summary>True of the replaced versions that were public while they stood.</summary>
    public static string Version(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"{alias}.published_at <= {alias}.replaced_at";
}
