namespace NewsApi.Content.Reading.Conditions;

/// <summary>Writes SQL for a place or topic and everything below it.</summary>
internal static class SubtreeSql
{
    /// <summary>Returns a SELECT of the ids of the roots and of every entity below them.</summary>
    /// <param name="roots">A SELECT of the ids of the roots.</param>
    public static string SelectIds(string roots) =>
        // UNION and not UNION ALL, so that the recursion ends even if the tree has a cycle.
        $"""
        with recursive below(id) as (({roots})
        union select child.id from entity child join below on child.parent_id = below.id) select id from below
        """;

    /// <summary>Returns a subquery of the articles that mention the entity or an entity below it, each article once.</summary>
    /// <param name="root">The SQL of the entity's id.</param>
    public static string SelectArticles(string root) =>
        $"""
        (select distinct named.article_id, named.published_at from mention named
        where named.entity_id in ({SelectIds($"select {root}")}))
        """;
}
