using NewsApi.Content.Articles;

namespace NewsApi.Content.Reading;

/// <summary>
/// Writes the SQL that decides whether a caller may see a row. It uses PostgreSQL's clock <c>now()</c>, which is constant in a snapshot. So
/// an embargo ends at the same time for every kind of read and in every process.
/// </summary>
public static class VisibilitySql
{
    /// <summary>Returns the SQL of a condition: the caller may see the article.</summary>
    public static string Article(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : Publicity.PublicSql(alias);

    /// <summary>
    /// Returns the SQL of a condition: the caller may see the entity. A public caller may see an entity if it is curated and not kept back.
    /// A public caller may also see an entity if a public article mentions it.
    /// </summary>
    public static string Entity(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          (({alias}.curated and not {alias}.kept_back) or exists (select from mention named join article on article.id = named.article_id
          where named.entity_id = {alias}.id and {Publicity.PublishedSql("named")} and {Article("article", visibility)}))
          """;

    /// <summary>
    /// Returns the SQL of a condition: the caller may see an earlier version of an article. A public caller may see a version that was
    /// public before a later version replaced it. If the article was later withdrawn or expired, a public caller may not see the version.
    /// </summary>
    public static string Version(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"{alias}.published_at <= {alias}.replaced_at";
}
