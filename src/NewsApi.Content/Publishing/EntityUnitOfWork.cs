using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Reads and writes of the people, places and topics under an editor's hands, in a transaction that holds the tree.</summary>
internal sealed class EntityUnitOfWork(NpgsqlConnection connection)
{
    private static readonly BulkWriter<Entity> Writer = new();

    public NpgsqlConnection Connection => connection;

    /// <summary>The id that an id means now: that of the entity it was merged into, or itself.</summary>
    public async Task<long> ResolveMergedAsync(long id, CancellationToken cancellationToken) =>
        (long?)await ScalarAsync("select into_id from merged_entity where id = $1", cancellationToken, id) ?? id;

    /// <summary>Loads an entity and locks it against the importer's identifiers; null where there is none.</summary>
    public async Task<Entity?> LockAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        return (await db.Entities.FromSql($"select * from entity where id = {id} for update").AsNoTracking().ToListAsync(cancellationToken)).SingleOrDefault();
    }

    /// <summary>Whom an identifier belongs to, itself or by a merger; null where it is free.</summary>
    public async Task<long?> HolderAsync(EntityKind kind, string uri, CancellationToken cancellationToken) => (long?)await ScalarAsync(
        """
        select id from entity where kind = $1 and uri = $2
        union all select into_id from merged_entity where kind = $1 and uri = $2 limit 1
        """,
        cancellationToken, (short)kind, uri);

    /// <summary>Everything that something lies within, from its parent to the root.</summary>
    public async Task<ValueList<long>> WithinAsync(long id, CancellationToken cancellationToken) =>
        (await Lineage.ReadAsync(connection, [id], cancellationToken)).GetValueOrDefault(id)?.Within ?? [];

    public async Task<long> NewIdAsync(CancellationToken cancellationToken) =>
        (long)(await ScalarAsync("select nextval(pg_get_serial_sequence('entity', 'id'))", cancellationToken))!;

    public Task InsertAsync(Entity entity, CancellationToken cancellationToken) => Writer.InsertAsync(connection, [entity], cancellationToken);

    public Task UpdateAsync(Entity entity, CancellationToken cancellationToken) => Writer.UpdateAsync(connection, [entity], cancellationToken);

    public async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync(cancellationToken) is var result && result is DBNull ? null : result;
    }

    /// <summary>Tells the log of the articles concerned, a batch at a time, so that a hundred thousand need no memory. Nothing may be written after it but the log.</summary>
    public async Task AppendDependentAsync(DependentChanges retelling, Func<Article, Article> before, CancellationToken cancellationToken)
    {
        await foreach (var entries in retelling.EndAsync(connection, before, cancellationToken))
        {
            if (entries.Count > 0)
            {
                await WireWriter.AppendAsync(connection, entries, cancellationToken);
            }
        }
    }

    public static ChangeEntry Entry(long entity) => new(ChangeKind.Entity, entity, null, null);
}
