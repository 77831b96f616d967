using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Related;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Snapshot;

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
    public async Task<Page> ReadPageAsync(ListQuery list, CancellationToken cancellationToken) => (await ReadResolvedAsync(list, cancellationToken)).Page;

    /// <summary>
    /// The row for each id, in the order of the ids; null where there is none or the caller may not see it. The id of an entity
    /// that was merged away brings the one that stayed.
    /// </summary>
    public async Task<IReadOnlyList<Row?>> ReadByIdAsync(Selection selection, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var (page, meant) = await ReadResolvedAsync(
            ListQuery.Named(selection, new Condition.Among(selection.Table.Id, [.. ids.Cast<object?>()]), ids.Count), cancellationToken);
        var byId = page.Rows.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId.GetValueOrDefault(meant(id)))];
    }

    /// <summary>
    /// The row with that value in a unique field; null where there is none or the caller may not see it. A slug that it had
    /// before brings it too.
    /// </summary>
    public async Task<Row?> ReadOneAsync(Selection selection, Field unique, object value, CancellationToken cancellationToken)
    {
        var list = ListQuery.Named(selection, new Condition.Compare(unique, Comparison.Equal, value), 1);
        var row = (await ReadPageAsync(list, cancellationToken)).Rows.SingleOrDefault();
        if (row is not null || unique.Name != nameof(Entities.Entity.Slug))
        {
            return row;
        }

        // Asked only where nothing has the slug now, which is seldom; in one moment with the same question again.
        long? subject = null;
        var sql = new SqlText();
        sql.Append($"select subject_id from former_slug where kind = {sql.Parameter((short)(selection.Table.Kind ?? 0))} and slug = {sql.Parameter(value)}");
        await _connection.RestartAsync();
        var again = await ReadResolvedAsync(list, cancellationToken, new Statement(sql, reader => subject = reader.GetInt64(0)));
        row = again.Page.Rows.SingleOrDefault();
        if (row is not null || subject is null)
        {
            return row;
        }

        await _connection.RestartAsync();
        return (await ReadByIdAsync(selection, [subject.Value], cancellationToken))[0];
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Decides how a list is asked for; may take a statement.</summary>
    internal ValueTask<ListPlan> PlanAsync(ListQuery list, bool nested, CancellationToken cancellationToken) =>
        ListPlan.OfAsync(list, nested, Visibility, statement => RunAsync([statement], last: false, cancellationToken));

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="last">True where the read that they belong to needs no more.</param>
    internal Task RunAsync(IReadOnlyList<Statement> statements, bool last, CancellationToken cancellationToken) =>
        _connection.RunAsync(statements, last && _readsOnce, cancellationToken);

    private static bool IsOfOne(ListQuery list) => list is { IsLookup: true, Where: Condition.Compare { Comparison: Comparison.Equal } };

    /// <summary>Reads a list; again where an id in it turns out to mean another.</summary>
    /// <returns>The page, and what each id of the list means.</returns>
    private async Task<(Page Page, Func<long, long> Meant)> ReadResolvedAsync(ListQuery list, CancellationToken cancellationToken, params Statement[] beside)
    {
        Func<long, long> meant = id => id;
        for (; ; )
        {
            var former = MergedIdRewrite.In(list);
            if (await TryReadAsync(list, former, beside, cancellationToken) is { } page)
            {
                return (page, meant);
            }

            list = former.Exchange(list);
            var before = meant;
            meant = id => former.Resolve(before(id));
            await _connection.RestartAsync();
        }
    }

    /// <summary>The page; null where an id of the list was merged away.</summary>
    private async Task<Page?> TryReadAsync(ListQuery list, MergedIdRewrite former, Statement[] beside, CancellationToken cancellationToken)
    {
        var shape = new ListSql(await PlanAsync(list, nested: false, cancellationToken), Visibility);
        var rows = new List<Row>();
        long? total = null;
        var statements = new List<Statement>(beside);
        if (list.WantsRows)
        {
            statements.Add(new(shape.Rows(), reader => rows.Add(RowReader.Read(reader, list.Table, shape.Columns))));
        }

        if (list.WantsTotalCount)
        {
            statements.Add(new(shape.Count(), reader => total = reader.GetInt64(0)));
        }

        if (former.Statement is not null)
        {
            statements.Add(former.Statement);
        }

        // What is read along of a single row needs not wait for it.
        SingleParentPage[] pages = IsOfOne(list) ? [.. list.Selection.Related.Select(r => SingleParentPage.Of(r, list.Where, Visibility)).OfType<SingleParentPage>()] : [];
        statements.AddRange(pages.SelectMany(p => p.Statements));
        var rest = SingleParentPage.Rest(list.Selection, pages);
        var last = rest.Related.Count == 0 && Array.TrueForAll(pages, p => p.Selection.Related.Count == 0);
        await RunAsync(statements, last, cancellationToken);
        if (former.Found)
        {
            return null;
        }

        var page = ListPage.Of(list, rows, total, Cursor);
        var below = page.Rows is [var one] ? pages.Select(p => p.Finish(one, Cursor)) : [];
        await new RelatedReader(this).ReadAsync([(rest, page.Rows), .. below], cancellationToken);
        return page;
    }
}
