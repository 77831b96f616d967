using System.Globalization;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Updates the rows whose search column was computed by older functions. The migration that replaces the functions stores a bound in
/// <c>search_rebuild</c>: rows with lower ids are older than the migration. The rebuild goes from the newest row to the oldest row. Its
/// transactions are short, so that other writers wait for at most one batch. It can be stopped at any time. The next run continues at the
/// same row.
/// </summary>
internal static class SearchRebuild
{
    private const int BatchSize = 200;
    private const int Attempts = 10;

    /// <summary>The tables, each with a column whose update makes PostgreSQL compute the search column again.</summary>
    private static readonly (string Table, string Column)[] Subjects = [("article", "headline"), ("entity", "name")];

    /// <summary>Rebuilds the remaining rows. Only one process may run this at a time.</summary>
    public static async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        foreach (var (table, column) in Subjects)
        {
            var conflicts = 0;
            for (var more = true; more;)
            {
                try
                {
                    await using var transaction = await WriteTransaction.BeginAsync(database, cancellationToken);
                    more = await WriteBatchAsync(transaction, table, column, cancellationToken);
                    conflicts = 0;
                }
                catch (PostgresException conflict) when (conflict.IsTransient && ++conflicts < Attempts)
                {
                    // The transaction is rolled back and its locks are released, so the other writer can finish.
                }
            }
        }
    }

    /// <returns>False if no row needs an update.</returns>
    private static async Task<bool> WriteBatchAsync(
        WriteTransaction transaction, string table, string column, CancellationToken cancellationToken)
    {
        // Rows are locked in the order of ids, as by every other writer. When no row is left, the row of search_rebuild is deleted.
        await using var command = new NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"""
            with batch as materialized (
              select id from {table} where id < (select below from search_rebuild where subject = '{table}')
              order by id desc limit {BatchSize}),
            locked as materialized (select id from {table} where id in (select id from batch) order by id for no key update),
            written as (update {table} set {column} = {column} where id in (select id from locked)),
            done as (delete from search_rebuild where subject = '{table}' and not exists (select from batch))
            update search_rebuild set below = (select min(id) from batch) where subject = '{table}' and exists (select from batch)
            """),
            transaction.Connection);
        var more = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        await transaction.CommitAsync(cancellationToken);
        return more;
    }
}
