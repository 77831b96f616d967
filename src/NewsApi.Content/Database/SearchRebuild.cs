using System.Globalization;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Updates the rows whose search column was computed by older search functions. The migration that replaces these functions stores a bound
/// for each table in <c>search_rebuild</c>: rows with ids below the bound are older than the migration. The rebuild goes from the newest of
/// these rows to the oldest. Each transaction updates one small batch of rows, so that other writers wait only for a short time. Each
/// transaction also lowers the bound. So the rebuild can be stopped at any time, and the next run continues after the last committed batch.
/// </summary>
internal static class SearchRebuild
{
    private const int BatchSize = 200;
    private const int Attempts = 10;

    /// <summary>The tables, each with a column whose update makes PostgreSQL compute the search column again.</summary>
    private static readonly (string Table, string Column)[] Subjects = [("article", "headline"), ("entity", "name")];

    /// <summary>Updates all rows below the bounds in <c>search_rebuild</c>. Only one process may run this method at a time.</summary>
    public static async Task RunAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        foreach (var (table, column) in Subjects)
        {
            var conflicts = 0;
            for (var more = true; more;)
            {
                try
                {
                    await using var transaction = await WriteTransaction.BeginAsync(database, database.Session, cancellationToken);
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

    /// <returns>False if the table has no more rows to update.</returns>
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
