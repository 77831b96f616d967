using System.Globalization;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Writes rows again whose search column was made by older functions. The migration that exchanges the functions notes in
/// <c>search_rebuild</c> below which id rows are older than it. Works from the newest rows down, in short transactions, so that it
/// can be stopped at any time and goes on where it was; writers wait for one batch at most.
/// </summary>
internal static class SearchRebuild
{
    private const int BatchSize = 200;
    private const int Attempts = 10;

    /// <summary>Each table with the column that an update names to have its search column computed again.</summary>
    private static readonly (string Table, string Column)[] Subjects = [("article", "headline"), ("entity", "name")];

    /// <summary>Rebuilds what is left to rebuild. Two processes must not do it at once.</summary>
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
                    // The transaction is gone and with it every lock, so the other writer can finish.
                }
            }
        }
    }

    /// <returns>False if there is nothing left.</returns>
    private static async Task<bool> WriteBatchAsync(
        WriteTransaction transaction, string table, string column, CancellationToken cancellationToken)
    {
        // In the order of ids, in which other writers of several rows lock them as well. The row of search_rebuild goes at the end.
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
