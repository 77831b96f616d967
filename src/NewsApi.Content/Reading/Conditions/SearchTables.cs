using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// The tables that a statement computes once for a search: the query, whether few rows match, and the ids of those rows. PostgreSQL
/// estimates that every search matches a thousandth of the rows. So a statement that walks another index would read all rows for a rare
/// word, and a statement that begins with the index of words would read all rows of a frequent word. Counting up to a bound costs little in
/// both cases.
/// </summary>
internal sealed class SearchTables
{
    /// <summary>The greatest number of rows that count as few: reading all of them, in any order, takes some ten milliseconds.</summary>
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

    /// <summary>SQL: few rows match, visible or not.</summary>
    public string AreFew => $"(select are_few from {_count})";

    /// <summary>SQL: the row matches. PostgreSQL may use the words of the row or the index of words.</summary>
    public string Matches(string alias) => $"{alias}.search @@ (select query from {_query})";

    /// <summary>
    /// SQL: the row matches, for rows found by another index. If few rows match, the row's id is looked up among their ids.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string Recognises(string alias, string id) =>
        $"((not {AreFew} or {id} in (select id from {_hits})) and ({AreFew} or {Matches(alias)}))";
}
