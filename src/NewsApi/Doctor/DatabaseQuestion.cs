using Npgsql;

namespace NewsApi.Doctor;

/// <summary>Questions to PostgreSQL with one row as the answer.</summary>
internal static class DatabaseQuestion
{
    /// <summary>Runs a statement that returns one value.</summary>
    public static async Task<T> AskAsync<T>(this NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken) is T value
            ? value
            : throw new InvalidOperationException($"No value of the type {typeof(T)}: {sql}");
    }

    /// <summary>Runs a statement that returns texts, one a row.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(
        this NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
