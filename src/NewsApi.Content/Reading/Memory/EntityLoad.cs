using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Memory;

/// <summary>Reads people, places and topics with all their fields, for <see cref="EntityMemory"/>.</summary>
internal static class EntityLoad
{
    /// <summary>Estimates of the memory of an entity, in bytes: for itself, and for each character of its row as text.</summary>
    private const int BytesOfEntity = 600, BytesOfCharacter = 3;

    private static readonly ContentTable[] Tables = [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)];

    // People, places and topics share a table, and some of its columns.
    private static readonly string[] Columns = [.. Tables.SelectMany(t => t.Fields).Select(f => f.Sql("e")).Distinct()];

    private static readonly string Select =
        $"""
        select {string.Join(", ", Columns)}, e.id, e.kind, length(e::text), head.epoch, head.position
        from entity e, wire_head head where e.id = any($1)
        """;

    /// <summary>Reads entities in one snapshot.</summary>
    /// <returns>Those that exist, by id, and the head of the log in the snapshot.</returns>
    public static async Task<(Dictionary<long, RememberedEntity> Entities, WireCursor ReadAt)> ReadAsync(
        NpgsqlDataSource source, long[] ids, CancellationToken cancellationToken)
    {
        var (entities, readAt) = (new Dictionary<long, RememberedEntity>(), default(WireCursor));
        await using var command = source.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var table = ContentTable.Of((EntityKind)reader.GetInt16(Columns.Length + 1));
            readAt = new WireCursor(reader.GetInt32(Columns.Length + 3), reader.GetInt64(Columns.Length + 4));
            object?[] values = [.. table.Fields.Select(f => RowReader.ReadValue(reader, Array.IndexOf(Columns, f.Sql("e")), f.Type))];
            var size = BytesOfEntity + ((long)BytesOfCharacter * reader.GetInt32(Columns.Length + 2));
            entities[reader.GetInt64(Columns.Length)] = new RememberedEntity(table, values, readAt, size);
        }

        return (entities, readAt);
    }
}
