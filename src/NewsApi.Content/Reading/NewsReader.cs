using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading;

/// <summary>Opens snapshots of the news.</summary>
public sealed class NewsReader(NewsDatabase database)
{
    /// <summary>A snapshot seen with the eyes of <paramref name="visibility"/>; it connects with its first statement.</summary>
    /// <param name="readsOnce">
    /// True where one read will be all: the snapshot then ends with the last statement of that read, and often needs no more than
    /// one round trip. A second read is refused.
    /// </param>
    public NewsSnapshot Open(Visibility visibility, bool readsOnce = false) => new(database.Reading, visibility, readsOnce);
}

/// <summary>
/// One moment of the database, from the first statement on: REPEATABLE READ, READ ONLY. Whatever is read through it fits
/// together, and the position of the change log that it saw is exact.
/// </summary>
public sealed class NewsSnapshot : IAsyncDisposable
{
    private readonly SnapshotConnection _connection;
    private readonly bool _readsOnce;

    internal NewsSnapshot(NpgsqlDataSource source, Visibility visibility, bool readsOnce)
    {
        _connection = new SnapshotConnection(source);
        (Visibility, _readsOnce) = (visibility, readsOnce);
    }

    public Visibility Visibility { get; }

    /// <summary>How many statements the snapshot has run; what begins and ends it is not counted.</summary>
    public int StatementCount => _connection.StatementCount;

    /// <summary>Where the change log stood.</summary>
    public WireCursor Cursor => _connection.Cursor;

    /// <summary>The snapshot's clock: PostgreSQL's, in UTC.</summary>
    public DateTime Time => _connection.Time;

    /// <summary>Where the log stands, without reading anything else.</summary>
    public async Task<WireCursor> ReadCursorAsync(CancellationToken cancellationToken)
    {
        await _connection.RunAsync([], _readsOnce, cancellationToken);
        return Cursor;
    }

    /// <summary>The page of a list, with everything its selection reads along.</summary>
    public async Task<Page> ReadPageAsync(ListQuery list, CancellationToken cancellationToken)
    {
        var shape = new ListSql(await PlanAsync(list, nested: false, cancellationToken), Visibility);
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

        await RunAsync(statements, last: list.Selection.Related.Count == 0, cancellationToken);
        var page = ListPage.Of(list, rows, total, Cursor);
        await new RelatedReader(this).ReadAsync([(list.Selection, page.Rows)], cancellationToken);
        return page;
    }

    /// <summary>The row for each id, in the order of the ids; null where there is none or the caller may not see it.</summary>
    public async Task<IReadOnlyList<Row?>> ReadByIdAsync(Selection selection, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var rows = await ReadWhereAsync(selection, new Condition.Among(selection.Table.Id, [.. ids.Cast<object?>()]), ids.Count, [], cancellationToken);
        var byId = rows.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId.GetValueOrDefault(id))];
    }

    /// <summary>The row with that value in a unique field; null where there is none or the caller may not see it.</summary>
    public async Task<Row?> ReadOneAsync(Selection selection, Field unique, object value, CancellationToken cancellationToken)
    {
        var where = new Condition.Compare(unique, Comparison.Equal, value);
        PageOfOne[] pages = [.. selection.Related.Select(r => PageOfOne.Of(r, where, Visibility)).OfType<PageOfOne>()];
        return (await ReadWhereAsync(selection, where, 1, pages, cancellationToken)).SingleOrDefault();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Decides how a list is asked for; may take a statement.</summary>
    internal ValueTask<ListPlan> PlanAsync(ListQuery list, bool nested, CancellationToken cancellationToken) =>
        ListPlan.OfAsync(list, nested, Visibility, statement => RunAsync([statement], last: false, cancellationToken));

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="last">True where the read that they belong to needs no more.</param>
    internal Task RunAsync(IReadOnlyList<Statement> statements, bool last, CancellationToken cancellationToken) =>
        _connection.RunAsync(statements, last && _readsOnce, cancellationToken);

    /// <param name="pages">What is read along of the only row, in the same round trip.</param>
    private async Task<List<Row>> ReadWhereAsync(
        Selection selection, Condition where, int size, IReadOnlyCollection<PageOfOne> pages, CancellationToken cancellationToken)
    {
        var list = new ListQuery { Selection = selection, Where = where, Order = [], Size = size };
        var shape = new ListSql(list, Visibility);
        var rows = new List<Row>(size);
        var statement = new Statement(shape.Rows(), reader => rows.Add(RowShape.Read(reader, selection.Table, shape.Columns)));
        var rest = PageOfOne.Rest(selection, pages);
        var last = rest.Related.Count == 0 && pages.All(p => p.Selection.Related.Count == 0);
        await RunAsync([statement, .. pages.SelectMany(p => p.Statements)], last, cancellationToken);
        var below = rows is [var one] ? pages.Select(p => p.Finish(one, Cursor)) : [];
        await new RelatedReader(this).ReadAsync([(rest, rows), .. below], cancellationToken);
        return rows;
    }
}
