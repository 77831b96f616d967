using System.Runtime.ExceptionServices;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Statements;

/// <summary>
/// Runs batches of statements at one moment of the database. The first takes that moment and the head of the change log with it;
/// the last ends the transaction, so that going back to the pool costs nothing. A batch that is both needs no BEGIN: the
/// connections of <see cref="Database.NewsDatabase.Reading"/> are set so that what one round trip brings is one moment.
/// </summary>
internal sealed class SnapshotConnection(NpgsqlDataSource source) : IAsyncDisposable
{
    private const string Begin = "begin isolation level repeatable read read only";
    private const string Head = "select epoch, position, now() from wire_head";
    private const string PlanByValue = "select set_config('plan_cache_mode', 'force_custom_plan', true)";
    private const string HeadAndPlanByValue = "select epoch, position, now(), set_config('plan_cache_mode', 'force_custom_plan', true) from wire_head";
    private const string BeforeHead = "select item.*, head.epoch, head.position, now() from wire_head head, (";
    private const string AfterHead = ") item";
    private const string End = "commit";

    // The fields of one operation are resolved side by side, the connection serves one at a time.
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    public int StatementCount { get; private set; }

    public WireCursor Cursor { get; private set; }

    public DateTime Time { get; private set; }

    /// <param name="last">True where nothing will be read after this.</param>
    public async Task RunAsync(IReadOnlyList<Statement> statements, bool last, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A moment that was never taken, or was lost, is not taken anew: what was read before would belong to another.
            _failure?.Throw();
            var first = _connection is null;
            if (!first && statements.Count == 0)
            {
                return;
            }

            if (_ended)
            {
                // It would see another moment than what was read before.
                throw new InvalidOperationException("The snapshot was opened for a single read, and this is another.");
            }

            _connection ??= await source.OpenConnectionAsync(cancellationToken);
            if (first && last && statements is [{ Sql.PlansByValue: false } only] && await BringsHeadAsync(_connection, only, cancellationToken))
            {
                (StatementCount, _ended) = (StatementCount + 1, true);
                return;
            }

            await using var batch = Batch(_connection, statements, first, last);
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
    /// Lets another moment be taken where the last read has ended this one: for a single read that found it had asked for
    /// something else, and has handed nothing out.
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
            // Going back to the pool ends a transaction that is still open.
            await _connection.DisposeAsync();
        }

        _turn.Dispose();
    }

    /// <summary>
    /// Runs the only statement of a snapshot, with the head of the log in each of its rows: that takes half as long as asking for
    /// it in a statement of its own. False where there was no row to bring it.
    /// </summary>
    private async Task<bool> BringsHeadAsync(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        await using var command = statement.Sql.ToCommand(connection, BeforeHead, AfterHead);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!found)
            {
                // First, because who takes the row may ask for it.
                TakeHead(reader, reader.FieldCount - 3);
                found = true;
            }

            statement.EachRow(reader);
        }

        if (!found)
        {
            // A parameter belongs to one command at a time.
            command.Parameters.Clear();
        }

        return found;
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<Statement> statements, bool first, bool last)
    {
        var batch = new NpgsqlBatch(connection);
        void Add(bool wanted, string sql)
        {
            if (wanted)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
            }
        }

        Add(first && !last, Begin);
        var byValue = statements.Any(s => s.Sql.PlansByValue);
        Add(first, byValue ? HeadAndPlanByValue : Head);
        Add(byValue && !first, PlanByValue);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement.Sql.ToCommand());
        }

        Add(last && !first, End);
        return batch;
    }

    private async Task ReadHeadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        TakeHead(reader, 0);
        await reader.NextResultAsync(cancellationToken);
    }

    private void TakeHead(NpgsqlDataReader reader, int column) =>
        (Cursor, Time) = (new WireCursor(reader.GetInt32(column), reader.GetInt64(column + 1)), reader.GetDateTime(column + 2));
}
