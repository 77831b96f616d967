using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>
/// Deletes changes older than the retention, oldest first. The changes that remain are consecutive and end at the head. So the position of
/// the oldest remaining change decides which cursors have expired.
/// </summary>
public sealed class WireRetention(
    NewsDatabase database, WireOptions options, TimeProvider time, ILogger<WireRetention> logger) : IAsyncDisposable
{
    // Deletes only a prefix of the log. The prefix ends before the first younger row, even if older rows follow because the clock was set
    // back. The advisory lock admits one process at a time. Without it, two processes could each skip the rows that the other has locked,
    // and leave a gap until both have committed.
    private const string Prune =
        """
        with turn as materialized (select pg_try_advisory_xact_lock(hashtext('newsapi wire retention')) as mine),
        oldest as (select position, committed_at from wire_change where (select mine from turn) order by position limit $2),
        young as (select min(position) as position from oldest where committed_at >= clock_timestamp() - $1)
        delete from wire_change using oldest
        where wire_change.position = oldest.position
          and (oldest.position < (select position from young) or (select position from young) is null)
        """;

    private RetryingLoop? _pruning;

    /// <summary>Deletes the expired changes now, and then again after every <see cref="WireOptions.RetentionInterval"/>.</summary>
    public void Start() => _pruning ??= new RetryingLoop("deleting expired changes", PruneAndWaitAsync, time, logger, database.Incidents);

    /// <summary>Deletes the expired changes and returns their number.</summary>
    public async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        for (long all = 0; ;)
        {
            await using var command = database.Source.CreateCommand(Prune);
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.Retention });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.RetentionBatch });
            var deleted = await command.ExecuteNonQueryAsync(cancellationToken);
            all += deleted;
            if (deleted < options.RetentionBatch)
            {
                return all;
            }
        }
    }

    public ValueTask DisposeAsync() => _pruning?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task PruneAndWaitAsync(CancellationToken cancellationToken)
    {
        var pruned = await PruneAsync(cancellationToken);
        if (pruned > 0)
        {
            logger.LogInformation("Deleted {Count} changes older than {Retention}", pruned, options.Retention);
        }

        await Task.Delay(options.RetentionInterval, time, cancellationToken);
    }
}
