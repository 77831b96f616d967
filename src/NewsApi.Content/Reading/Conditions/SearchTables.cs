using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// What a statement works out once for a search: its query, whether few rows match, and which. PostgreSQL expects every search to match
/// a thousandth of the rows. So a statement that meets a rare word on its way through an index would read all rows, and one that begins
/// with the index of words would read a frequent word's rows, however many. Counting up to a bound costs little either way.
/// </summary>
internal sealed class SearchTables
{
    /// <summary>How many rows are few: reading them all, in any order, takes some ten milliseconds.</summary>
    private const int MostFew = 2000;

    private readonly string _query;
    private readonly string _hits;
    private readonly string _count;

    /// <param name="searches">All must match.</param>
    public SearchTables(SqlText sql, ContentTable table, params IEnumerable<Condition.Search> searches)
    {
        _query = sql.AddTable($"select {string.Join(" && ", searches.Select(s => TextSearch.Query(s, sql)))} as query");
        _hits = sql.AddTable(string.Create(
            CultureInfo.InvariantCulture, $"select hit.id from {table.Sql} hit where {Matches("hit")} limit {MostFew + 1}"));
        _count = sql.AddTable(string.Create(CultureInfo.InvariantCulture, $"select count(*) <= {MostFew} as are_few from {_hits}"));
    }

    /// <summary>True if few rows match, visible or not.</summary>
    public string AreFew => $"(select are_few from {_count})";

    /// <summary>True of a row that matches, by its own words or by the index of words.</summary>
    public string Matches(string alias) => $"{alias}.search @@ (select query from {_query})";

    /// <summary>True of a row that matches, for rows that are read for another reason: one of few is recognised by its id.</summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string Recognises(string alias, string id) =>
        $"((not {AreFew} or {id} in (select id from {_hits})) and ({AreFew} or {Matches(alias)}))";
}
