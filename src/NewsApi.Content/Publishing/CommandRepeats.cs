using System.Text.Json;
using NewsApi.Content.Wire;
using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Stores the results of commands with an idempotency key, in the transaction of the command. So a result is stored if and only if the
/// change was committed.
/// </summary>
internal static class CommandRepeats
{
    // Before everything else: a repeat that comes at the same time waits here for the end of the first transaction. Otherwise its own
    // checks would fail on what the first has changed, such as the version of the article.
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))";

    // Old rows are deleted with new ones, so that no separate task is needed. Locked rows are skipped, so that two writers do not wait for
    // each other.
    private const string DeleteOld =
        """
        delete from command_repeat where id in (
          select id from command_repeat where created_at <= now() - interval '1 day'
          order by id = $1 desc limit 10 for update skip locked)
        """;

    private const string Find = "select request, result, epoch, position from command_repeat where id = $1";

    private const string Insert =
        """
        insert into command_repeat (id, request, result, epoch, position, created_at) values ($1, $2, $3, $4, $5, now())
        """;

    /// <summary>Returns the stored result of the command; null if the key is new.</summary>
    /// <exception cref="CommandKeyReusedException">The key belongs to another request.</exception>
    public static async Task<CommandResult<T>?> FindAsync<T>(
        NpgsqlConnection connection, CommandKey key, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var text in (string[])[Lock, DeleteOld, Find])
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Id });
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(key.Request))
        {
            throw new CommandKeyReusedException();
        }

        return new CommandResult<T>.Committed(
            JsonSerializer.Deserialize<T>(reader.GetString(1))!, // not null: only results that are not null are stored
            new WireCursor(reader.GetInt32(2), reader.GetInt64(3)));
    }

    /// <summary>Stores the result of a command that is about to be committed.</summary>
    public static async Task StoreAsync<T>(
        NpgsqlConnection connection, CommandKey key, T result, WireCursor cursor, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Id });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Request });
        insert.Parameters.Add(new NpgsqlParameter<string>
        {
            TypedValue = JsonSerializer.Serialize(result),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = cursor.Epoch });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = cursor.Position });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
