using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// The part of the tree of places and topics that a batch needs: the parents that its entries name, and the ancestors of these parents.
/// </summary>
internal sealed class EntityTree
{
    private readonly Dictionary<(EntityKind, string), long> _found = [];
    private readonly Dictionary<long, long?> _parents = [];

    /// <param name="references">The slugs or uris of parents.</param>
    /// <param name="ids">The ids of further entities whose ancestors are needed.</param>
    public static async Task<EntityTree> LoadAsync(
        BatchChanges batch, (EntityKind Kind, string Reference)[] references, long[] ids, CancellationToken cancellationToken)
    {
        var tree = new EntityTree();
        if (references.Length == 0)
        {
            return tree;
        }

        await using var command = new NpgsqlCommand(
            """
            with recursive named as (
              select w.kind, w.reference, e.id from unnest($1, $2) as w(kind, reference)
              join entity e on e.kind = w.kind and e.uri = w.reference
              union
              select w.kind, w.reference, e.id from unnest($1, $2) as w(kind, reference)
              join entity e on e.kind = w.kind and e.slug = w.reference
              union
              select w.kind, w.reference, m.into_id from unnest($1, $2) as w(kind, reference)
              join merged_entity m on m.kind = w.kind and m.uri = w.reference
              union
              select w.kind, w.reference, f.subject_id from unnest($1, $2) as w(kind, reference)
              join former_slug f on f.kind = w.kind and f.slug = w.reference
            ), up as (
              select id, parent_id from entity where id in (select id from named) or id = any($3)
              union
              select e.id, e.parent_id from up join entity e on e.id = up.parent_id
            )
            select up.id, up.parent_id, named.kind, named.reference from up left join named on named.id = up.id
            """,
            batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. references.Select(r => (short)r.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. references.Select(r => r.Reference)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            tree._parents[id] = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetInt64(1);
            if (!await reader.IsDBNullAsync(2, cancellationToken))
            {
                tree._found[((EntityKind)reader.GetInt16(2), reader.GetString(3))] = id;
            }
        }

        return tree;
    }

    public static ItemOutcome Circle(ItemOutcome outcome, string parent) => outcome with
    {
        Result = ItemResult.Rejected,
        Reason = $"Its parent '{parent}' lies within it, so the two would form a circle. "
            + "All other properties of the entry were imported; name another parent.",
    };

    public long? Find(EntityKind kind, string reference) => _found.TryGetValue((kind, reference), out var id) ? id : null;

    public long? ParentOf(long id) => _parents.GetValueOrDefault(id);

    /// <summary>Moves an entity below a parent. Returns false, without a move, if the entity would become its own ancestor.</summary>
    public bool Move(long id, long? parent)
    {
        for (var above = parent; above is { } at; above = _parents.GetValueOrDefault(at))
        {
            if (at == id)
            {
                return false;
            }
        }

        _parents[id] = parent;
        return true;
    }

    /// <summary>Sets the parents that come later in the gazetteer than their children. This is the last step of an import.</summary>
    public static async Task<ItemOutcome[]> CloseAsync(
        BatchChanges batch, ImportMemory memory, OpenParent[] open, CancellationToken cancellationToken)
    {
        long[] ids = [.. open.SelectMany(o => new[] { o.EntityId, memory.Entity(o.Kind, o.Reference) ?? o.EntityId })];
        var tree = await LoadAsync(batch, [.. open.Select(o => (o.Kind, o.Reference))], ids, cancellationToken);
        var moved = new Dictionary<long, long?>();
        var outcomes = open.Select(o => Close(o, tree, memory, moved)).ToArray();
        if (batch.Writes && moved.Count > 0)
        {
            var dependent = await DependentChanges.BeginAsync(batch.Connection, [.. moved.Keys], cancellationToken);
            await using var command = new NpgsqlCommand(
                "update entity set parent_id = m.parent_id, updated_at = $3 from unnest($1, $2) as m(id, parent_id) where entity.id = m.id",
                batch.Connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moved.Keys] });
            command.Parameters.Add(new NpgsqlParameter<long?[]> { TypedValue = [.. moved.Values] });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = batch.Now });
            await command.ExecuteNonQueryAsync(cancellationToken);
            batch.AddEntities(moved.Keys);
            await batch.AddDependentAsync(dependent, cancellationToken);
        }

        return outcomes;
    }

    private static ItemOutcome Close(OpenParent open, EntityTree tree, ImportMemory memory, Dictionary<long, long?> moved)
    {
        var parent = memory.Entity(open.Kind, open.Reference) ?? tree.Find(open.Kind, open.Reference);
        var unknown = new ImportWarning(
            "unknown-parent", $"The parent '{open.Reference}' is not known; the entry was imported without a parent.");
        var result = parent is null ? open.Outcome.With(unknown) : open.Outcome;
        if (tree.ParentOf(open.EntityId) == parent)
        {
            return result;
        }

        if (!tree.Move(open.EntityId, parent))
        {
            return Circle(open.Outcome, open.Reference);
        }

        moved[open.EntityId] = parent;
        return result.Result == ItemResult.Unchanged ? result with { Result = ItemResult.Updated } : result;
    }
}
