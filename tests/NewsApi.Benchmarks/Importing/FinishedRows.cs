using Npgsql;

namespace NewsApi.Benchmarks.Importing;

/// <summary>The rows that an import has written, in files, so that COPY can write the same rows into the same tables.</summary>
internal sealed class FinishedRows(string folder)
{
    /// <summary>A table after those that it refers to.</summary>
    private static readonly string[] Tables = ["entity", "article", "mention", "incoming_document", "wire_change"];

    private readonly Dictionary<string, string> _columns = [];

    /// <summary>Reads the rows from a database. Columns that PostgreSQL computes are left out.</summary>
    public async Task ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var table in Tables)
        {
            await using var columns = new NpgsqlCommand(
                """
                select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and atttypid <> 'tsvector'::regtype
                """,
                connection);
            columns.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            _columns[table] = (string)(await columns.ExecuteScalarAsync(cancellationToken))!;
            await using var file = File.Create(Path.Combine(folder, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync(
                $"copy (select {_columns[table]} from {table} order by 1) to stdout (format binary)", cancellationToken);
            await rows.CopyToAsync(file, cancellationToken);
        }
    }

    /// <summary>Empties the tables of content, which the template of the database has filled.</summary>
    public static async Task ClearAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"set client_min_messages = warning; truncate {string.Join(", ", Tables)} cascade");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes the rows by one COPY for each table, in one transaction.</summary>
    public async Task WriteAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var table in Tables)
        {
            await using var file = File.OpenRead(Path.Combine(folder, table));
            await using (var copy = await connection.BeginRawBinaryCopyAsync(
                $"copy {table} ({_columns[table]}) from stdin (format binary)", cancellationToken))
            {
                await file.CopyToAsync(copy, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
