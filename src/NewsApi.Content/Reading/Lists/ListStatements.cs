using System.Runtime.InteropServices;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Makes a statement for each part of a list (<see cref="ListQuery.Parts"/>), and makes pages from the rows that the statements return: one
/// page, or one page for each of several parents. A new part needs a statement here and a member of <see cref="Page"/>.
/// </summary>
internal sealed class ListStatements
{
    private readonly ListQuery _list;
    private readonly List<Statement> _statements = [];
    private readonly long[]? _parents;
    private readonly Dictionary<long, Result>? _byParent;
    private readonly ListReads _reads;
    private readonly ListCount? _count;
    private readonly Func<SqlText> _countRows;
    private readonly int _first;
    private Result _single;

    // True if the total counts are from PostgreSQL.
    private bool _isCounted;

    private ListStatements(ListPlan plan, Visibility visibility, long[]? parents, ListCount? count, ListQuery? described = null)
    {
        (_list, _count, _parents) = (plan.List, count, parents);
        _reads = new ListReads(described ?? _list);
        _byParent = parents is null ? null : [];
        var (sql, nested) = (new ListSql(plan, visibility), parents is null ? null : new NestedListSql(plan, parents, visibility));

        // In the statements for several parents, the parent's id is the first column.
        var first = _first = nested is null ? 0 : 1;
        _countRows = nested is null ? sql.CountRows : nested.CountRows;
        if (_list.Parts.HasFlag(ListParts.Rows))
        {
            _statements.Add(new(nested?.SelectRows() ?? sql.SelectRows(), reader =>
                (ResultOf(reader).Rows ??= []).Add(RowReader.Read(reader, _list.Table, sql.Columns, first)))
            {
                Reads = _reads.Description,
            });
        }

        if (_list.Parts.HasFlag(ListParts.Rows) && _list.Skip > 0)
        {
            // A page beyond the end of the list has no row that shows whether the list has rows at all.
            var firstRow = FirstRowOf(plan);
            var select = parents is null ? new ListSql(firstRow, visibility).SelectRows()
                : new NestedListSql(firstRow, parents, visibility).SelectRows();
            _statements.Add(new(select, reader => ResultOf(reader).HasRows = true) { Reads = _reads.Description });
        }

        if (_list.Parts.HasFlag(ListParts.TotalCount))
        {
            _statements.Add(_count is { IsKept: true } ? _count.Check(_reads.Description) : Count());
        }

        if (_list.Facets.Count > 0)
        {
            var facets = new FacetSql(_list.Facets);
            _statements.Add(new(nested?.SelectFacets(facets) ?? sql.SelectFacets(facets), reader =>
            {
                var (key, count) = facets.Read(reader, first);
                var counts = ResultOf(reader).Facets ??= [];
                (CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) ??= []).Add(count);
            })
            {
                Reads = _reads.Description,
            });
        }
    }

    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>True if numbers of articles are expected in memory (<see cref="FindCountsAsync"/>).</summary>
    public bool HasKeptCount => _count is { IsKept: true };

    /// <summary>Makes the statements of one list.</summary>
    /// <param name="counts">The source of total counts; null to count without the memory.</param>
    public static ListStatements Of(ListPlan plan, Visibility visibility, CountSource? counts = null) =>
        new(plan, visibility, parents: null, ListCount.TryCreate(plan.List, visibility, counts));

    /// <summary>Makes the statements of the list of one entity, whose id is not known yet.</summary>
    /// <param name="list">The list without the condition that the articles mention the entity.</param>
    /// <param name="of">The table of the entity.</param>
    public static ListStatements OfOne(
        ListPlan plan, ListQuery list, ContentTable of, Visibility visibility, CountSource? counts = null) =>
        new(plan, visibility, parents: null, ListCount.TryCreateOfOne(list, plan.List.Where, of, visibility, counts), list);

    /// <summary>
    /// Makes the statements for several lists: one list for each entity in <paramref name="parents"/>, for example the articles of each
    /// person.
    /// </summary>
    /// <param name="of">The table of the entities.</param>
    public static ListStatements OfEach(
        long[] parents, ListPlan plan, ContentTable of, Visibility visibility, CountSource? counts = null) =>
        new(plan, visibility, parents, ListCount.TryCreateOfEach(parents, plan.List, of, visibility, counts));

    /// <summary>
    /// Takes the numbers of articles from memory that were not counted. Called after the statements have run, and before the pages are
    /// made. Returns a statement that must then run too, if a number is not in memory after all.
    /// </summary>
    /// <param name="entity">The id of the entity whose list this is, if it is the list of one; null otherwise.</param>
    public async Task<Statement?> FindCountsAsync(long? entity, WireCursor wire, CancellationToken cancellationToken)
    {
        if (_count is not { IsKept: true })
        {
            return null;
        }

        if (_parents is null)
        {
            _single.TotalCount = await _count.FindAsync(entity, wire, cancellationToken);
            return _single.TotalCount is null ? Count() : null;
        }

        foreach (var parent in _parents)
        {
            if (await _count.FindAsync(parent, wire, cancellationToken) is not { } count)
            {
                return Count();
            }

            ResultOf(parent).TotalCount = count;
        }

        return null;
    }

    /// <summary>Returns the page of the list. Called after the statements have run.</summary>
    public Page ToPage(WireCursor wire) => ToPage(_single, null, wire);

    /// <summary>Returns the page of the list that belongs to a parent. Called after the statements have run.</summary>
    public Page ToPage(long parent, WireCursor wire) =>
        ToPage(_byParent is null ? _single : _byParent.GetValueOrDefault(parent), parent, wire);

    /// <summary>Plans the same list as a page that has one row.</summary>
    private static ListPlan FirstRowOf(ListPlan plan) => plan with
    {
        List = plan.List with
        {
            Selection = new Selection(plan.List.Table),
            Order = plan.List.IsRanked ? [] : plan.List.Order,
            Moment = null,
            Size = 0,
            Skip = 0,
        },
    };

    /// <summary>Makes the statement that counts the rows.</summary>
    private Statement Count() => new(_count?.AddCheck(_countRows()) ?? _countRows(), reader =>
    {
        (ResultOf(reader).TotalCount, _isCounted) = (reader.GetInt64(_first), true);
        _count?.Read(reader, _first + 1);
    })
    {
        Reads = _reads.Description,
    };

    private ref Result ResultOf(NpgsqlDataReader reader) => ref ResultOf(_byParent is null ? 0 : reader.GetInt64(0));

    private ref Result ResultOf(long parent)
    {
        if (_byParent is null)
        {
            return ref _single;
        }

        return ref CollectionsMarshal.GetValueRefOrAddDefault(_byParent, parent, out _);
    }

    /// <summary>
    /// Makes a page. The statement reads one row more than fits into the page. If this extra row exists, the list continues after the page.
    /// </summary>
    private Page ToPage(Result result, long? parent, WireCursor wire)
    {
        var rows = result.Rows ?? [];
        _reads.Add(parent, rows);
        if (_isCounted && _count is not null && result.TotalCount is { } count)
        {
            _count.Store(parent, wire, count);
        }

        var more = rows.Count > _list.Size;
        if (more)
        {
            rows.RemoveRange(_list.Size, rows.Count - _list.Size);
        }

        if (_list.Backward)
        {
            rows.Reverse();
        }

        // If the request has a cursor for an end of the page, the list continues at that end: the row of the cursor follows.
        var (begun, goesOn) = (_list.Cursor is not null || result.HasRows, more || _list.EndCursor is not null);
        return new Page(
            rows, new PageCursors(_list, rows), _list.Backward ? begun : goesOn, _list.Backward ? goesOn : begun, result.TotalCount, wire)
        {
            Facets = result.Facets,
        };
    }

    /// <summary>The rows, the total count and the facets that the statements returned for one page.</summary>
    private struct Result
    {
        public List<Row>? Rows;

        /// <summary>True if rows were left out before the page.</summary>
        public bool HasRows;
        public long? TotalCount;
        public Dictionary<string, List<FacetCount>>? Facets;
    }
}
