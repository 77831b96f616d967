using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace NewsApi.Content.Database;

/// <summary>Limits how long each migration waits for a lock. EF runs each migration in a transaction of its own.</summary>
internal sealed class MigrationLockLimit : DbTransactionInterceptor
{
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var limit = connection.CreateCommand();
        limit.Transaction = result;
        limit.CommandText = "set local lock_timeout = '2s'";
        await limit.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}
