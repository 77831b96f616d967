using System.Runtime.ExceptionServices;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>
/// Runs batches of statements in one snapshot of the database, which is one transaction. The first batch takes the snapshot, and reads the
/// head of the change log. The last batch ends the transaction, so that returning the connection to the pool costs no round trip. A single
/// batch needs no BEGIN, because with the settings of <see cref="NewsDatabase.Reading"/> one round trip is one snapshot. Through a
/// pooler, a connection has no settings of its own, so each snapshot has a BEGIN and sets them for its transaction.
/// </summary>
/// <param name="readsOnce">
/// True if the snapshot serves one read only. The last batch of that read ends the snapshot, and a second read is rejected.
/// </param>
internal sealed class SnapshotConnection(NewsDatabase database, bool readsOnce) : IAsyncDisposable
{
    private const string Begin = "begin isolation level repeatable read read only";
    private const string Head = "select epoch, position, now()";
    private const string FromHead = " from wire_head";
    private const string ByValue = "set_config('plan_cache_mode', 'force_custom_plan', true)";
    private const string Settings = "set_config('jit', 'off', true), set_config('client_min_messages', 'warning', true)";
    private const string BeforeHead = "select item.*, head.epoch, head.position, now() from wire_head head, (";
    private const string AfterHead = ") item";
    private const string End = "commit";

    // The fields of one operation are resolved concurrently; a connection runs one batch at a time.
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;
    private bool _ended;
    private bool _hasRows;
    private ExceptionDispatchInfo? _failure;

    /// <summary>True if the last batch has run, so that a further read needs another snapshot.</summary>
    public bool HasEnded => _ended;

    /// <summary>The number of statements that ran, without those that begin and end the transaction.</summary>
    public int StatementCount { get; private set; }

    /// <summary>The head of the change log in the snapshot.</summary>
    public WireCursor Cursor { get; private set; }

    /// <summary>PostgreSQL's clock in the snapshot, in UTC.</summary>
    public DateTime Time { get; private set; }

    /// <summary>What was read in the snapshot.</summary>
    public ReadSet Reads { get; } = new();

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

            for (var attempt = 1; ; attempt++)
            {
                _connection ??= await database.OpenAsync(database.Reading, cancellationToken);
                var sent = TimeProvider.System.GetTimestamp();
                try
                {
                    await RunAsync(_connection, statements, first, last, cancellationToken);
                    break;
                }
                catch (NpgsqlException dead) when (
                    first && !_hasRows && attempt < DeadConnection.MostAttempts && DeadConnection.Explains(dead, sent))
                {
                    // The pool's connection was dead. No row was returned, so another connection may take the snapshot instead.
                    await _connection.DisposeAsync();
                    await DeadConnection.PrepareAsync(database.Reading, attempt);
                    _connection = null;
                }
            }

            StatementCount += statements.Count;
            foreach (var statement in statements)
            {
                Reads.Add(statement);
            }

            _ended = last;
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
    /// Runs the statements that turned out to be needed after a batch. Returns false if there are any, and the batch has ended this
    /// snapshot. The whole read is then repeated.
    /// </summary>
    public async ValueTask<bool> RunMissingAsync(IEnumerable<Task<Statement?>> missing, CancellationToken cancellationToken)
    {
        var statements = new List<Statement>();
        foreach (var one in missing)
        {
            if (await one is { } statement)
            {
                statements.Add(statement);
            }
        }

        if (statements.Count > 0 && !_ended)
        {
            await RunAsync(statements, last: false, cancellationToken);
        }

        return statements.Count == 0 || !_ended;
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
            (_connection, _ended, _hasRows) = (null, false, false);
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

    private async Task RunAsync(
        NpgsqlConnection connection, IReadOnlyList<Statement> statements, bool first, bool last, CancellationToken cancellationToken)
    {
        if (first && last && !database.ThroughPooler && statements is [{ Sql.PlansByValue: false } only]
            && await TryRunWithHeadAsync(connection, only, cancellationToken))
        {
            return;
        }

        await using var batch = CreateBatch(connection, statements, first, last);
        try
        {
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
                    _hasRows = true;
                    statement.EachRow(reader);
                }

                await reader.NextResultAsync(cancellationToken);
            }
        }
        catch (NpgsqlException)
        {
            // A parameter belongs to one command at a time, and the statements may run again.
            foreach (NpgsqlBatchCommand command in batch.BatchCommands)
            {
                command.Parameters.Clear();
            }

            throw;
        }
    }

    /// <summary>
    /// Runs the only statement of a snapshot. Each row of its result also has the head of the log. With a separate statement for the head,
    /// the read would take twice as long. Returns false if the result has no row, because the head is then unknown.
    /// </summary>
    private async Task<bool> TryRunWithHeadAsync(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.Sql.ToCommand(connection, BeforeHead, AfterHead);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (!_hasRows)
                {
                    // Set the head first, because the action for the row may read it.
                    SetHead(reader, reader.FieldCount - 3);
                    _hasRows = true;
                }

                statement.EachRow(reader);
            }

            return _hasRows;
        }
        finally
        {
            // A parameter belongs to one command at a time, and the statement may run again.
            command.Parameters.Clear();
        }
    }

    private NpgsqlBatch CreateBatch(NpgsqlConnection connection, IReadOnlyList<Statement> statements, bool first, bool last)
    {
        var batch = new NpgsqlBatch(connection);
        void AddIf(bool condition, string sql)
        {
            if (condition)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            }
        }

        var begins = first && (!last || database.ThroughPooler);
        AddIf(begins, Begin);
        var byValue = statements.Any(s => s.Sql.PlansByValue);
        AddIf(first, (byValue, database.ThroughPooler) switch
        {
            (false, false) => Head + FromHead,
            (true, false) => $"{Head}, {ByValue}{FromHead}",
            (false, true) => $"{Head}, {Settings}{FromHead}",
            (true, true) => $"{Head}, {Settings}, {ByValue}{FromHead}",
        });
        AddIf(byValue && !first, $"select {ByValue}");
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.Sql.ToBatchCommand());
        }

        AddIf(last && (begins || !first), End);
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

    private void SetHead(NpgsqlDataReader reader, int column)
    {
        var before = Cursor;
        (Cursor, Time) = (new WireCursor(reader.GetInt32(column), reader.GetInt64(column + 1)), reader.GetDateTime(column + 2));
        if (before != default && before != Cursor)
        {
            // The snapshot was taken again, and a part of the answer is from the earlier one.
            Reads.AddMoment();
        }
    }
}
