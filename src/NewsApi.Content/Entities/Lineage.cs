using Npgsql;

namespace NewsApi.Content.Entities;

/// <summary>
/// The ids of an entity and of its ancestors, with the ids of all entities that were merged into the entity or an ancestor.
/// </summary>
/// <param name="Ids">The entity's own id, then the ids of the entities merged into it.</param>
/// <param name="Within">
/// The ids of the entity's ancestors, from its parent to the root. Each ancestor's own id comes first, then the ids merged into it.
/// </param>
public sealed record Lineage(ValueList<long> Ids, ValueList<long> Within)
{
    // UNION and not UNION ALL, so that the recursion ends even if the tree has a cycle.
    private const string Above =
        """
        with recursive up(id, parent_id) as (
          select id, parent_id from entity where id = any($1)
          union
          select e.id, e.parent_id from up join entity e on e.id = up.parent_id
        )
        select up.id, up.parent_id, array(select m.id from merged_entity m where m.into_id = up.id order by m.id) from up
        """;

    /// <summary>Reads the lineages of entities in one statement, in the transaction of the connection.</summary>
    /// <returns>The lineages by id. An id without an entity is left out.</returns>
    public static async Task<IReadOnlyDictionary<long, Lineage>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<long> entities, CancellationToken cancellationToken)
    {
        long[] asked = [.. entities.Distinct()];
        var steps = new Dictionary<long, (long? Parent, long[] Ids)>(asked.Length);
        if (asked.Length > 0)
        {
            await using var command = new NpgsqlCommand(Above, connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = asked });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = reader.GetInt64(0);
                long? parent = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt64(1);
                steps[id] = (parent, [id, .. reader.GetFieldValue<long[]>(2)]);
            }
        }

        return asked.Where(steps.ContainsKey).ToDictionary(id => id, id => Of(id, steps));
    }

    private static Lineage Of(long id, Dictionary<long, (long? Parent, long[] Ids)> steps)
    {
        var within = new List<long>();
        var seen = new HashSet<long> { id };
        for (var above = steps[id].Parent; above is { } at && seen.Add(at) && steps.TryGetValue(at, out var step); above = step.Parent)
        {
            within.AddRange(step.Ids);
        }

        return new([.. steps[id].Ids], [.. within]);
    }
}
