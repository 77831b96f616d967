using System.Runtime.ExceptionServices;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>
/// Runs batches of statements in one snapshot of the database, which is one transaction. The first batch takes the snapshot, and reads the
/// head of the change log. The last batch ends the transaction, so that returning the connection to the pool costs no round trip. A single
/// batch needs no BEGIN, because with the settings of <see cref="Database.NewsDatabase.Reading"/> one round trip is one snapshot.
/// </summary>
/// <param name="readsOnce">
/// True if the snapshot serves one read only. The last batch of that read ends the snapshot, and a second read is rejected.
/// </param>
internal sealed class SnapshotConnection(NpgsqlDataSource source, bool readsOnce) : IAsyncDisposable
{
    private const string Begin = "begin isolation level repeatable read read only";
    private const string Head = "select epoch, position, now() from wire_head";
    private const string PlanByValue = "select set_config('plan_cache_mode', 'force_custom_plan', true)";
    private const string HeadAndPlanByValue =
        "select epoch, position, now(), set_config('plan_cache_mode', 'force_custom_plan', true) from wire_head";
    private const string BeforeHead = "select item.*, head.epoch, head.position, now() from wire_head head, (";
    private const string AfterHead = ") item";
    private const string End = "commit";

    // The fields of one operation are resolved concurrently; a connection runs one batch at a time.
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The number of statements that ran, without those that begin and end the transaction.</summary>
    public int StatementCount { get; private set; }

    /// <summary>The head of the change log in the snapshot.</summary>
    public WireCursor Cursor { get; private set; }

    /// <summary>PostgreSQL's clock in the snapshot, in UTC.</summary>
    public DateTime Time { get; private set; }

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="last">True if no further statement of this read follows.</param>
    public async Task RunAsync(IReadOnlyList<Statement> statements, bool last, CancellationToken cancellationToken)
    {
        last &= readsOnce;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Never reopen a failed snapshot: rows already returned would belong to a different one.
            _failure?.Throw();
            var first = _connection is null;
            if (!first && statements.Count == 0)
            {
                return;
            }

            if (_ended)
            {
                // The statement would run in a different snapshot than the earlier read.
                throw new InvalidOperationException("The snapshot was opened for one read; a second read is rejected.");
            }

            _connection ??= await source.OpenConnectionAsync(cancellationToken);
            if (first && last && statements is [{ Sql.PlansByValue: false } only]
                && await TryRunWithHeadAsync(_connection, only, cancellationToken))
            {
                (StatementCount, _ended) = (StatementCount + 1, true);
                return;
            }

            await using var batch = CreateBatch(_connection, statements, first, last);
            StatementCount += statements.Count;
            _ended = last;
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            if (first)
            {
                await ReadHeadAsync(reader, cancellationToken);
            }
            else if (statements.Any(s => s.Sql.PlansByValue))
            {
                await reader.NextResultAsync(cancellationToken);
            }

            foreach (var statement in statements)
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    statement.EachRow(reader);
                }

                await reader.NextResultAsync(cancellationToken);
            }
        }
        catch (Exception e)
        {
            _failure ??= ExceptionDispatchInfo.Capture(e);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// If the previous batch has ended this snapshot, lets the next batch take a new snapshot. Call this only to repeat a read that has
    /// returned no row yet.
    /// </summary>
    public async ValueTask RestartAsync()
    {
        if (_ended && _connection is not null)
        {
            await _connection.DisposeAsync();
            (_connection, _ended) = (null, false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            // An open transaction ends when the connection returns to the pool.
            await _connection.DisposeAsync();
        }

        _turn.Dispose();
    }

    /// <summary>
    /// Runs the only statement of a snapshot. Each row of its result also has the head of the log. With a separate statement for the head,
    /// the read would take twice as long. Returns false if the result has no row, because the head is then unknown.
    /// </summary>
    private async Task<bool> TryRunWithHeadAsync(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.Sql.ToCommand(connection, BeforeHead, AfterHead);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!found)
            {
                // Set the head first, because the action for the row may read it.
                SetHead(reader, reader.FieldCount - 3);
                found = true;
            }

            statement.EachRow(reader);
        }

        if (!found)
        {
            // A parameter belongs to one command at a time, and the statement will run again.
            command.Parameters.Clear();
        }

        return found;
    }

    private static NpgsqlBatch CreateBatch(NpgsqlConnection connection, IReadOnlyList<Statement> statements, bool first, bool last)
    {
        var batch = new NpgsqlBatch(connection);
        void AddIf(bool condition, string sql)
        {
            if (condition)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            }
        }

        AddIf(first && !last, Begin);
        var byValue = statements.Any(s => s.Sql.PlansByValue);
        AddIf(first, byValue ? HeadAndPlanByValue : Head);
        AddIf(byValue && !first, PlanByValue);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.Sql.ToBatchCommand());
        }

        AddIf(last && !first, End);
        return batch;
    }

    private async Task ReadHeadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        SetHead(reader, 0);
        await reader.NextResultAsync(cancellationToken);
    }

    private void SetHead(NpgsqlDataReader reader, int column) =>
        (Cursor, Time) = (new WireCursor(reader.GetInt32(column), reader.GetInt64(column + 1)), reader.GetDateTime(column + 2));
}
