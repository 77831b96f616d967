using NewsApi.Content.Articles;

namespace NewsApi.Content.Reading;

/// <summary>
/// The SQL of visibility. Its clock is the database's <c>now()</c>, the same for a whole snapshot, so that an embargo ends
/// at its moment on every path and on every process.
/// </summary>
public static class VisibilitySql
{
    /// <summary><see cref="ArticleStatus"/> as its number; <c>{0}</c> is the article's alias.</summary>
    internal const string StatusSql =
        """
        (case when {0}.withdrawn_at is not null then 4 when {0}.published_at is null then 0
        when {0}.published_at > now() then 1 when {0}.expires_at <= now() then 3 else 2 end)::smallint
        """;

    /// <summary>True of the articles that the caller may see.</summary>
    public static string Article(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"{alias}.published_at <= now() and {alias}.withdrawn_at is null and ({alias}.expires_at is null or {alias}.expires_at > now())";

    /// <summary>True of the entities that the caller may see: a name known only from an embargoed item does not show.</summary>
    public static string Entity(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          ({alias}.curated or exists (select from mention named join article on article.id = named.article_id
          where named.entity_id = {alias}.id and named.published_at <= now() and {Article("article", visibility)}))
          """;

    /// <summary>True of the replaced versions that were public while they stood.</summary>
    public static string Version(string alias, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"{alias}.published_at <= {alias}.replaced_at";
}
