using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>One attempt to import a batch: its connection, its clock, and the rows that it will append to the log.</summary>
/// <param name="Writes">False for a dry run, which reads in a read-only snapshot.</param>
/// <param name="Memory">What the import has read before this batch.</param>
internal sealed record BatchChanges(NpgsqlConnection Connection, bool Writes, ImportMemory Memory)
{
    /// <summary>The time by PostgreSQL's clock at the latest call of <see cref="ReadClockAsync"/>, in whole milliseconds.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The rows of the log, which are appended last.</summary>
    public List<ChangeEntry> Log { get; } = [];

    /// <summary>Updates the memory of the import. Called after the commit, so that a failed attempt does not change the memory.</summary>
    public Action? OnCommitted { get; set; }

    /// <summary>Sets <see cref="Now"/>. Called first, and again after each wait for locks.</summary>
    public async Task ReadClockAsync(CancellationToken cancellationToken) =>
        Now = await DatabaseClock.ReadAsync(Connection, cancellationToken);

    /// <summary>Takes new ids from a table's sequence. A dry run gets provisional ids instead, and does not use the sequence.</summary>
    public async Task<long[]> NewIdsAsync(string table, int count, CancellationToken cancellationToken)
    {
        if (!Writes || count == 0)
        {
            return [.. Enumerable.Range(0, count).Select(_ => Memory.ProvisionalId())];
        }

        await using var command = new NpgsqlCommand(
            $"select array_agg(nextval(pg_get_serial_sequence('{table}', 'id'))) from generate_series(1, $1)", Connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        return await command.ExecuteScalarAsync(cancellationToken) as long[]
            ?? throw new InvalidOperationException("nextval returned no numbers.");
    }

    /// <summary>Adds rows of the log for entities that were created or changed.</summary>
    public void AddEntities(IEnumerable<long> ids) => Log.AddRange(ids.Select(EntityStore.Entry));

    /// <summary>Adds rows of the log for the articles that are affected by new parents of entities.</summary>
    public async Task AddDependentAsync(DependentChanges dependent, CancellationToken cancellationToken)
    {
        await foreach (var entries in dependent.ReadAsync(Connection, article => article, cancellationToken))
        {
            Log.AddRange(entries);
        }
    }

    /// <summary>Makes an EF context on the batch's connection, to read stored rows.</summary>
    public NewsDbContext Db() => NewsDbContext.On(Connection);
}
