using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>One attempt at a batch: its connection, its clock, and the rows of the log that it will append.</summary>
/// <param name="Writes">False for a dry run, which reads in a read-only snapshot.</param>
/// <param name="Memory">What the import has met before this batch.</param>
internal sealed record BatchChanges(NpgsqlConnection Connection, bool Writes, ImportMemory Memory)
{
    /// <summary>PostgreSQL's clock at the last <see cref="ReadClockAsync"/>, to the millisecond.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The rows of the log, appended last.</summary>
    public List<ChangeEntry> Log { get; } = [];

    /// <summary>Updates the memory; called after the commit, so that a failed attempt leaves no trace.</summary>
    public Action? OnCommitted { get; set; }

    /// <summary>Sets <see cref="Now"/>. Called first, and again after waiting for locks.</summary>
    public async Task ReadClockAsync(CancellationToken cancellationToken) =>
        Now = await DatabaseClock.ReadAsync(Connection, cancellationToken);

    /// <summary>Takes new ids from a table's sequence; a dry run takes none and gets provisional ones.</summary>
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

    /// <summary>Adds rows for entities that were created or changed.</summary>
    public void AddEntities(IEnumerable<long> ids) => Log.AddRange(ids.Select(EntityStore.Entry));

    /// <summary>Adds rows for the articles that a move concerns.</summary>
    public async Task AddDependentAsync(DependentChanges dependent, CancellationToken cancellationToken)
    {
        await foreach (var entries in dependent.ReadAsync(Connection, article => article, cancellationToken))
        {
            Log.AddRange(entries);
        }
    }

    /// <summary>EF on the batch's connection, to read what is stored.</summary>
    public NewsDbContext Db() => NewsDbContext.On(Connection);
}
