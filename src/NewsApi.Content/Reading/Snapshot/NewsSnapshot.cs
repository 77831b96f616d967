using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Memory;
using NewsApi.Content.Reading.Related;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Snapshot;

/// <summary>
/// One snapshot of the database (REPEATABLE READ, READ ONLY). The first statement takes the snapshot. All rows that are read in the
/// snapshot are consistent. The snapshot also has the head of the change log at the moment when the snapshot was taken.
/// </summary>
public sealed class NewsSnapshot : IAsyncDisposable
{
    private readonly SnapshotConnection _connection;

    // Null if people, places and topics are read from the tables: without a memory, or after something was missing in it.
    private EntityMemory? _memory;

    private CountSource? _counts;

    internal NewsSnapshot(NewsDatabase database, Visibility visibility, bool readsOnce, EntityMemory? memory, CountMemory? counts)
    {
        (_connection, Visibility) = (new SnapshotConnection(database, readsOnce), visibility);
        _memory = memory is { IsReady: true } ? memory : null;
        _counts = CountSource.For(counts);
    }

    public Visibility Visibility { get; }

    /// <summary>The number of statements that ran, without those that begin and end the transaction.</summary>
    public int StatementCount => _connection.StatementCount;

    /// <summary>The head of the change log in the snapshot.</summary>
    public WireCursor Cursor => _connection.Cursor;

    /// <summary>PostgreSQL's clock in the snapshot, in UTC.</summary>
    public DateTime Time => _connection.Time;

    /// <summary>What was read in the snapshot.</summary>
    public ReadSet Reads => _connection.Reads;

    /// <summary>Reads the head of the change log and nothing else.</summary>
    public async Task<WireCursor> ReadCursorAsync(CancellationToken cancellationToken)
    {
        await _connection.RunAsync([], last: true, cancellationToken);
        return Cursor;
    }

    /// <summary>Reads the page of a list, with the related rows of its selection.</summary>
    public async Task<Page> ReadPageAsync(ListQuery list, CancellationToken cancellationToken) =>
        (await ReadResolvedAsync(list, cancellationToken)).Page;

    /// <summary>
    /// Reads the row of each id, in the order of the ids. A row is null if it does not exist or the caller may not see it. The id of a
    /// merged entity gives the row of the surviving entity.
    /// </summary>
    public async Task<IReadOnlyList<Row?>> ReadByIdAsync(Selection selection, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var list = ListQuery.Lookup(selection, Condition.IsOneOf(selection.Table.Id, ids.Cast<object?>()), ids.Count);
        var (page, resolve) = await ReadResolvedAsync(list, cancellationToken);
        var byId = page.Rows.ToDictionary(r => r.Id);
        return [.. ids.Select(id => byId.GetValueOrDefault(resolve(id)))];
    }

    /// <summary>
    /// Reads the row with the given value in a unique field. Returns null if no row has the value, or if the caller may not see the row. A
    /// former slug leads to the row that had the slug.
    /// </summary>
    public async Task<Row?> ReadOneAsync(Selection selection, Field unique, object value, CancellationToken cancellationToken)
    {
        var list = ListQuery.Lookup(selection, new Condition.Compare(unique, Operators.Equal, value), 1);
        var row = (await ReadPageAsync(list, cancellationToken)).Rows.SingleOrDefault();
        if (row is not null || unique.Name != nameof(Entity.Slug))
        {
            return row;
        }

        // Former slugs are read only if no row has the slug, which is rare. The first read is repeated, so that both are in one snapshot.
        long? subject = null;
        Statement SelectFormer()
        {
            var sql = new SqlText();
            var kind = sql.AddParameter((short)(selection.Table.Kind ?? 0));
            sql.Append($"select subject_id from former_slug where kind = {kind} and slug = {sql.AddParameter(value)}");
            return new(sql, reader => subject = reader.GetInt64(0)) { Reads = Statement.ReadsNothingElse };
        }

        await _connection.RestartAsync();
        var again = await ReadResolvedAsync(list, cancellationToken, SelectFormer);
        row = again.Page.Rows.SingleOrDefault();
        if (row is not null || subject is null)
        {
            return row;
        }

        await _connection.RestartAsync();
        return (await ReadByIdAsync(selection, [subject.Value], cancellationToken))[0];
    }

    /// <summary>Reads the sections that have articles visible to the caller, sorted by name.</summary>
    /// <param name="counts">True to count the articles of each section.</param>
    /// <param name="names">The names of the sections to read; null for all.</param>
    public async Task<IReadOnlyList<Section>> ReadSectionsAsync(
        bool counts, CancellationToken cancellationToken, string[]? names = null)
    {
        var read = new SectionsRead(Visibility, counts, names);
        await RunAsync([read.Statement], last: true, cancellationToken);
        return read.Sections;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>
    /// Decides which table the statements of a list read first. This is the list's own table, for example <c>article</c>. But if the filter
    /// names only a few people, places or topics, the statements can first read the mentions of these entities. The decision may need a
    /// statement that looks up the entities. That statement runs in this snapshot.
    /// </summary>
    internal ValueTask<ListPlan> PlanAsync(ListQuery list, CancellationToken cancellationToken) =>
        ListPlan.CreateAsync(list, nested: false, Visibility, statement => RunAsync([statement], last: false, cancellationToken));

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="last">True if no further statement of this read follows.</param>
    internal Task RunAsync(IReadOnlyList<Statement> statements, bool last, CancellationToken cancellationToken) =>
        _connection.RunAsync(statements, last, cancellationToken);

    private static bool IsOfOneRow(ListQuery list) =>
        list is { IsLookup: true, Where: Condition.Compare { Operator: var op } } && op == Operators.Equal;

    /// <summary>
    /// Reads a list. If an id in the list's filter was merged, reads the list again with the id of the surviving entity. If a person, place
    /// or topic is not in memory, and the snapshot has ended, reads the list again from the tables alone. If a number of articles is not in
    /// memory, and the snapshot has ended, reads the list again and counts.
    /// </summary>
    /// <param name="beside">Makes a statement that runs in the same round trip. Each read needs its own, because it has parameters.</param>
    /// <returns>The page, and a function that returns the id of the surviving entity for an id in the list's filter.</returns>
    private async Task<(Page Page, Func<long, long> Resolve)> ReadResolvedAsync(
        ListQuery list, CancellationToken cancellationToken, Func<Statement>? beside = null)
    {
        Func<long, long> resolve = id => id;
        for (; ; )
        {
            var merged = MergedIdRewrite.For(list);
            Statement[] besides = beside is null ? [] : [beside()];
            if (await TryReadAsync(list, merged, besides, cancellationToken) is { } page)
            {
                return (page, resolve);
            }

            if (merged.IsNeeded)
            {
                list = merged.Rewrite(list);
                var before = resolve;
                resolve = id => merged.Resolve(before(id));
            }

            await _connection.RestartAsync();
        }
    }

    /// <summary>
    /// Reads the page. Returns null if an id in the list's filter was merged, or if entities or a number of articles were missing in memory
    /// and the snapshot has ended.
    /// </summary>
    private async Task<Page?> TryReadAsync(ListQuery list, MergedIdRewrite merged, Statement[] beside, CancellationToken cancellationToken)
    {
        // The fields of one operation can be read concurrently, and each of them may give up the memory.
        var memory = _memory;
        list = memory is null ? list : list.WithMentionedIds;
        var reads = ListStatements.Of(await PlanAsync(list, cancellationToken), Visibility, _counts);
        var statements = new List<Statement>([.. beside, .. reads.Statements]);
        if (merged.Statement is not null)
        {
            statements.Add(merged.Statement);
        }

        // The pages of a single row are read in the same round trip as the row.
        SingleParentPage[] pages = IsOfOneRow(list)
            ? [.. list.Selection.Related.Select(r => SingleParentPage.TryCreate(r, list.Where, Visibility, memory is not null, _counts))
                .OfType<SingleParentPage>()]
            : [];
        statements.AddRange(pages.SelectMany(p => p.Statements));
        var rest = SingleParentPage.Exclude(pages, list.Selection);
        var last = list.Selections.Skip(1).Prepend(rest).All(s => !s.NeedsStatements) && !Array.Exists(pages, p => p.NeedsStatements);
        await RunAsync(statements, last && !SearchMarksRead.Applies(list), cancellationToken);
        if (merged.IsNeeded)
        {
            return null;
        }

        if (reads.HasKeptCount
            && !await RunMissingAsync([reads.FindCountsAsync(entity: null, Cursor, cancellationToken)], cancellationToken))
        {
            return null;
        }

        var page = reads.ToPage(Cursor);
        if (list is { Facets.Count: 0, Selection.Related.Count: 0 } && !SearchMarksRead.Applies(list))
        {
            return page;
        }

        if (SearchMarksRead.TryCreate(list, page.Rows) is { } marks)
        {
            await RunAsync([marks.Statement], last, cancellationToken);
        }

        if (page.Rows is [var entity]
            && !await RunMissingAsync(pages.Select(p => p.FindCountsAsync(entity, Cursor, cancellationToken)), cancellationToken))
        {
            return null;
        }

        var below = page.Rows is [var one] ? pages.SelectMany(p => p.Attach(one, Cursor)) : [];
        (Selection Selection, IReadOnlyList<Row> Rows)[] level = [(rest, page.Rows), .. page.GetRows(list).Skip(1), .. below];
        if (memory is not null && MentionedInMemory.TryAttach(memory, level, _connection))
        {
            level = [.. level.Where(l => l.Selection.NeedsStatements)];
        }
        else if (memory is not null)
        {
            _memory = null;
            if (_connection.HasEnded)
            {
                return null;
            }
        }

        return Completes(await new RelatedReader(_connection, Visibility, _counts).ReadAsync(level, cancellationToken)) ? page : null;
    }

    /// <summary>
    /// Counts what was missing in memory. Returns false if the snapshot has ended, so that the list must be read again.
    /// </summary>
    private async ValueTask<bool> RunMissingAsync(IEnumerable<Task<Statement?>> missing, CancellationToken cancellationToken) =>
        Completes(await _connection.RunMissingAsync(missing, cancellationToken));

    private bool Completes(bool isComplete)
    {
        if (!isComplete)
        {
            // Counts of other lists may be missing too.
            _counts = _counts is null ? null : _counts with { CountsAnew = true };
        }

        return isComplete;
    }
}
