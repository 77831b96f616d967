using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading;

/// <summary>Opens snapshots of the news.</summary>
public sealed class NewsReader(NewsDatabase database)
{
    /// <summary>A snapshot seen with the eyes of <paramref name="visibility"/>; it connects with its first statement.</summary>
    public NewsSnapshot Open(Visibility visibility) => new(database.Source, visibility);
}

/// <summary>
/// One moment of the database, from the first statement on: REPEATABLE READ, READ ONLY. Whatever is read through it fits
/// together, and the position of the change log that it saw is exact.
/// </summary>
public sealed class NewsSnapshot(NpgsqlDataSource source, Visibility visibility) : IAsyncDisposable
{
    private const string Begin = "begin isolation level repeatable read read only";
    private const string Head = "select epoch, position, now() from wire_head";

    // The fields of one operation are resolved side by side, the connection serves one at a time.
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;

    public Visibility Visibility => visibility;

    /// <summary>How many statements the snapshot has run, BEGIN and the look at the log's head not counted.</summary>
    public int StatementCount { get; private set; }

    /// <summary>Where the change log stood.</summary>
    public WireCursor Cursor { get; private set; }

    /// <summary>The snapshot's clock: PostgreSQL's, in UTC.</summary>
    public DateTime Time { get; private set; }

    /// <summary>Where the log stands, without reading anything else.</summary>
    public async Task<WireCursor> ReadCursorAsync(CancellationToken cancellationToken)
    {
        await RunAsync([], cancellationToken);
        return Cursor;
    }

    /// <summary>The page of a list, with everything its selection reads along.</summary>
    public async Task<Page> ReadPageAsync(ListQuery list, CancellationToken cancellationToken)
    {
        var shape = new ListSql(list, visibility);
        var rows = new List<Row>();
        long? total = null;
        var statements = new List<Statement>();
        if (list.WantsRows)
        {
            statements.Add(new(shape.Rows(), reader => rows.Add(RowShape.Read(reader, list.Table, shape.Columns))));
        }

        if (list.WantsTotalCount)
        {
            statements.Add(new(shape.Count(), reader => total = reader.GetInt64(0)));
        }

        await RunAsync(statements, cancellationToken);
        var page = ListPage.Of(list, rows, total, Cursor);
        await new RelatedReader(this).ReadAsync([(list.Selection, page.Rows)], cancellationToken);
        return page;
    }

    /// <summary>The row for each id, in the order of the ids; null where there is none or the caller may not see it.</summary>
    public async Task<IReadOnlyList<Row?>> ReadByIdAsync(Selection selection, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var rows = await ReadWhereAsync(selection, new Condition.Among(selection.Table.Id, [.. ids.Cast<object?>()]), ids.Count, cancellationToken);
        var byId = rows.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId.GetValueOrDefault(id))];
    }

    /// <summary>The row with that value in a unique field; null where there is none or the caller may not see it.</summary>
    public async Task<Row?> ReadOneAsync(Selection selection, Field unique, object value, CancellationToken cancellationToken) =>
        (await ReadWhereAsync(selection, new Condition.Compare(unique, Comparison.Equal, value), 1, cancellationToken)).SingleOrDefault();

    /// <summary>Runs statements in one round trip, after BEGIN where they are the first.</summary>
    internal async Task RunAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var first = _connection is null;
            if (!first && statements.Count == 0)
            {
                return;
            }

            _connection ??= await source.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(_connection);
            if (first)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin));
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Head));
            }

            foreach (var statement in statements)
            {
                batch.BatchCommands.Add(statement.Sql.ToCommand());
            }

            StatementCount += statements.Count;
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            if (first)
            {
                await ReadHeadAsync(reader, cancellationToken);
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
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            // Going back to the pool ends the transaction.
            await _connection.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task ReadHeadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("The table wire_head is empty; apply the migrations (newsapi migrate).");
        }

        Cursor = new WireCursor(reader.GetInt32(0), reader.GetInt64(1));
        Time = reader.GetDateTime(2);
        await reader.NextResultAsync(cancellationToken);
    }

    private async Task<List<Row>> ReadWhereAsync(Selection selection, Condition where, int size, CancellationToken cancellationToken)
    {
        var list = new ListQuery { Selection = selection, Where = where, Order = [], Size = size };
        var shape = new ListSql(list, visibility);
        var rows = new List<Row>(size);
        await RunAsync([new(shape.Rows(), reader => rows.Add(RowShape.Read(reader, selection.Table, shape.Columns)))], cancellationToken);
        await new RelatedReader(this).ReadAsync([(selection, rows)], cancellationToken);
        return rows;
    }
}

/// <summary>A statement and what to do with each row of its answer.</summary>
internal sealed record Statement(SqlText Sql, Action<NpgsqlDataReader> EachRow);
