using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Writes SQL that finds people, places and topics by slug. A former slug leads to the entity that had it. If that entity was merged into
/// another, the slug leads to the surviving entity.
/// </summary>
internal static class SlugSql
{
    /// <summary>Returns a SELECT of the ids of the entities that the slugs lead to.</summary>
    /// <param name="table">The table of the entities, because a slug is unique within one kind.</param>
    public static string SelectIds(SqlText sql, ContentTable table, IEnumerable<string> slugs)
    {
        var (kind, given) = (sql.AddParameter((short)table.EntityKind), sql.AddParameter(slugs.ToArray()));

        // A current slug goes before a former one.
        return $"""
            select named.id from entity named where named.kind = {kind} and named.slug = any({given})
            union all select former.subject_id from former_slug former where former.kind = {kind} and former.slug = any({given})
            and not exists (select from entity held where held.kind = former.kind and held.slug = former.slug)
            """;
    }
}
