namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Counting what a list has in all. Where the mentions alone can tell, the articles are not read: of those, only the few that
/// were withdrawn or expire must be taken off, and they have an index of their own.
/// </summary>
internal static class MentionSql
{
    /// <summary>How many articles mention one of the entities.</summary>
    /// <param name="entities">The SQL of each entity's id.</param>
    public static string OfMentions(IReadOnlyList<string> entities, Visibility visibility) => entities is [var one]
        ? $"select count(*) from mention m where m.entity_id = {one} and {Public("m", visibility)}"
        : $"select count(distinct m.article_id) from mention m where m.entity_id in ({string.Join(", ", entities)}) and {Public("m", visibility)}";

    /// <summary>True of the mentions in articles that the caller may see, without a look at the article.</summary>
    public static string Public(string mention, Visibility visibility) => visibility == Visibility.Everything
        ? "true"
        : $"""
          {mention}.published_at <= now() and not exists (select from article hidden where hidden.id = {mention}.article_id
          and (hidden.withdrawn_at is not null or hidden.expires_at is not null) and (hidden.withdrawn_at is not null or hidden.expires_at <= now()))
          """;
}
