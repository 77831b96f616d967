using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Reads and writes people, places and topics as they are stored, in a transaction that holds the <see cref="TreeLock"/>.
/// </summary>
internal sealed class EntityStore(NpgsqlConnection connection)
{
    private static readonly BulkWriter<Entity> Writer = new();

    public NpgsqlConnection Connection => connection;

    /// <summary>Returns the id of the entity that the given entity was merged into; the given id if it was not merged.</summary>
    public async Task<long> ResolveMergedAsync(long id, CancellationToken cancellationToken) =>
        (long?)await ScalarAsync("select into_id from merged_entity where id = $1", cancellationToken, id) ?? id;

    /// <summary>
    /// Locks the row of an entity and loads the entity. Returns null if there is no such entity. The row lock is necessary because an
    /// importer may set the identifier of the entity at the same time.
    /// </summary>
    public async Task<Entity?> LockAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var locked = db.Entities.FromSql($"select * from entity where id = {id} for update").AsNoTracking();
        return (await locked.ToListAsync(cancellationToken)).SingleOrDefault();
    }

    /// <summary>
    /// Returns the id of the entity that has the identifier. If the entity with the identifier was merged, returns the id of the surviving
    /// entity. Returns null if there is neither.
    /// </summary>
    public async Task<long?> FindByUriAsync(EntityKind kind, string uri, CancellationToken cancellationToken) => (long?)await ScalarAsync(
        """
        select id from entity where kind = $1 and uri = $2
        union all select into_id from merged_entity where kind = $1 and uri = $2 limit 1
        """,
        cancellationToken, (short)kind, uri);

    /// <summary>Returns the kind of an entity; null if there is no such entity.</summary>
    public async Task<EntityKind?> KindOfAsync(long id, CancellationToken cancellationToken) =>
        (EntityKind?)(short?)await ScalarAsync("select kind from entity where id = $1", cancellationToken, id);

    /// <summary>Returns the ids of an entity's ancestors, from its parent to the root, each followed by the ids merged into it.</summary>
    public async Task<ValueList<long>> AncestorsAsync(long id, CancellationToken cancellationToken) =>
        (await Lineage.ReadAsync(connection, [id], cancellationToken)).GetValueOrDefault(id)?.Within ?? [];

    /// <summary>Takes a new entity id from the sequence of the table.</summary>
    public Task<long> NewIdAsync(CancellationToken cancellationToken) =>
        NumberAsync("select nextval(pg_get_serial_sequence('entity', 'id'))", cancellationToken);

    public Task InsertAsync(Entity entity, CancellationToken cancellationToken) =>
        Writer.InsertAsync(connection, [entity], cancellationToken);

    public Task UpdateAsync(Entity entity, CancellationToken cancellationToken) =>
        Writer.UpdateAsync(connection, [entity], cancellationToken);

    /// <summary>Runs a statement that returns a number.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        await ScalarAsync(sql, cancellationToken, values) is long number
            ? number
            : throw new InvalidOperationException($"The statement returned no number: {sql}");

    /// <summary>Runs a statement and returns the first column of its first row; null if there is no row.</summary>
    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellationToken) is var result && result is DBNull ? null : result;
    }

    /// <summary>Makes a row of the log for an entity.</summary>
    public static ChangeEntry Entry(long entity) => new(ChangeKind.Entity, entity, null, null);
}
