using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>One try at a batch: its connection, its moment, and what it is going to tell the log.</summary>
/// <param name="Writes">False for a dry run, which reads in a read-only snapshot.</param>
/// <param name="Memory">What the import has met before this batch.</param>
internal sealed record BatchChanges(NpgsqlConnection Connection, bool Writes, ImportMemory Memory)
{
    /// <summary>The database's clock when it was looked at last, to the millisecond.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The rows of the log, written last.</summary>
    public List<ChangeEntry> Log { get; } = [];

    /// <summary>What to remember once it is committed; nothing of it where it is not.</summary>
    public Action? OnCommitted { get; set; }

    /// <summary>Sets <see cref="Now"/>; to be called first, and again after waiting for locks.</summary>
    public async Task LookAtClockAsync(CancellationToken cancellationToken) => Now = await DatabaseClock.ReadAsync(Connection, cancellationToken);

    /// <summary>New ids from a table's sequence; in a dry run, which takes none, negative numbers, each once in the whole import.</summary>
    public async Task<long[]> NewIdsAsync(string table, int count, CancellationToken cancellationToken)
    {
        if (!Writes || count == 0)
        {
            return [.. Enumerable.Range(0, count).Select(_ => Memory.ImagineId())];
        }

        await using var command = new NpgsqlCommand(
            $"select array_agg(nextval(pg_get_serial_sequence('{table}', 'id'))) from generate_series(1, $1)", Connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        return (long[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Makes the log's rows for the articles that a move concerns.</summary>
    public async Task TellAsync(DependentChanges retelling, CancellationToken cancellationToken)
    {
        await foreach (var entries in retelling.EndAsync(Connection, article => article, cancellationToken))
        {
            Log.AddRange(entries);
        }
    }

    /// <summary>EF on the batch's connection, for reading what is there.</summary>
    public NewsDbContext Db() => NewsDbContext.On(Connection);
}
