using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Writes SQL that finds people, places and topics by slug. A former slug leads to the entity that had it. If that entity was merged into
/// another, the slug leads to the surviving entity.
/// </summary>
internal static class SlugSql
{
    /// <summary>Returns the SQL of the id of the entity that a slug leads to. Its value is null if the slug leads nowhere.</summary>
    /// <param name="table">The table of the entity, because a slug is unique within one kind.</param>
    public static string FindId(SqlText sql, ContentTable table, string slug)
    {
        var (kind, given) = (KindOf(table), sql.AddParameter(slug));

        // PostgreSQL reads the former slugs only if no entity has the slug now.
        return $"""
            coalesce((select named.id from entity named where named.kind = {kind} and named.slug = {given}),
            (select former.subject_id from former_slug former where former.kind = {kind} and former.slug = {given}))
            """;
    }

    /// <summary>Returns a SELECT of the ids of the entities that the slugs lead to. A slug that leads nowhere has no row.</summary>
    /// <param name="table">The table of the entities, because a slug is unique within one kind.</param>
    public static string SelectIds(SqlText sql, ContentTable table, IEnumerable<string> slugs)
    {
        var (kind, given) = (KindOf(table), sql.AddParameter(slugs.ToArray()));
        return $"""
            select named.id from entity named where named.kind = {kind} and named.slug = any({given})
            union all select former.subject_id from former_slug former where former.kind = {kind} and former.slug = any({given})
            and not exists (select from entity held where held.kind = former.kind and held.slug = former.slug)
            """;
    }

    private static string KindOf(ContentTable table) => ((int)table.EntityKind).ToString(CultureInfo.InvariantCulture);
}
