using NewsApi.Content.Articles;

namespace NewsApi.Content.Reading;

/// <summary>
/// Writes the SQL that decides what a caller may see. Its clock is PostgreSQL's <c>now()</c>, which is the same for a whole snapshot, so
/// that an embargo ends at its time on every path and in every process.
/// </summary>
public static class VisibilitySql
{
    /// <summary>SQL: the caller may see the article.</summary>
    public static string Article(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : Publicity.PublicSql(alias);

    /// <summary>
    /// SQL: the caller may see the entity. A public caller sees an entity if it is curated and not kept back, or if a public article
    /// mentions it.
    /// </summary>
    public static string Entity(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          (({alias}.curated and not {alias}.kept_back) or exists (select from mention named join article on article.id = named.article_id
          where named.entity_id = {alias}.id and {Publicity.PublishedSql("named")} and {Article("article", visibility)}))
          """;

    /// <summary>SQL: the caller may see the replaced version, because it was public before it was replaced.</summary>
    public static string Version(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"{alias}.published_at <= {alias}.replaced_at";
}
