using System.Runtime.InteropServices;
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
    private readonly Dictionary<long, Result>? _byParent;
    private readonly ListReads _reads;
    private Result _single;

    private ListStatements(ListPlan plan, Visibility visibility, long[]? parents, ListQuery? described = null)
    {
        _list = plan.List;
        _reads = new ListReads(described ?? _list);
        _byParent = parents is null ? null : [];
        var (sql, nested) = (new ListSql(plan, visibility), parents is null ? null : new NestedListSql(plan, parents, visibility));

        // In the statements for several parents, the parent's id is the first column.
        var first = nested is null ? 0 : 1;
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
            _statements.Add(new(nested?.CountRows() ?? sql.CountRows(), reader =>
                ResultOf(reader).TotalCount = reader.GetInt64(first))
            {
                Reads = _reads.Description,
            });
        }

        if (_list.Facets.Count > 0)
        {
            var facets = new FacetSql(_list.Facets);
            _statements.Add(new(nested?.SelectFacets(facets) ?? sql.SelectFacets(facets), reader =>
            {
                var (key, count) = facets.Read(reader, first);
                var counts = ResultOf(reader).Facets ??= [];
                (CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) ??= []).Add(count);
            }));
        }
    }

    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>Makes the statements of one list.</summary>
    public static ListStatements Of(ListPlan plan, Visibility visibility) => new(plan, visibility, parents: null);

    /// <summary>Makes the statements of the list of one entity, whose id is not known yet.</summary>
    /// <param name="list">The list without the condition that the articles mention the entity.</param>
    public static ListStatements OfOne(ListPlan plan, ListQuery list, Visibility visibility) => new(plan, visibility, parents: null, list);

    /// <summary>
    /// Makes the statements for several lists: one list for each entity in <paramref name="parents"/>, for example the articles of each
    /// person.
    /// </summary>
    public static ListStatements OfEach(long[] parents, ListPlan plan, Visibility visibility) => new(plan, visibility, parents);

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

    private ref Result ResultOf(NpgsqlDataReader reader)
    {
        if (_byParent is null)
        {
            return ref _single;
        }

        return ref CollectionsMarshal.GetValueRefOrAddDefault(_byParent, reader.GetInt64(0), out _);
    }

    /// <summary>
    /// Makes a page. The statement reads one row more than fits into the page. If this extra row exists, the list continues after the page.
    /// </summary>
    private Page ToPage(Result result, long? parent, WireCursor wire)
    {
        var rows = result.Rows ?? [];
        _reads.Add(parent, rows);
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
