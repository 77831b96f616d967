using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// The common table expressions of a search in one statement: the <c>tsquery</c>, and the ids of the matching rows. PostgreSQL computes
/// each of them once. PostgreSQL estimates that every search matches a thousandth of the rows, so it often chooses the wrong scan. For a
/// rare word, a scan in the order of another index reads all rows. For a frequent word, a scan of the full-text index reads very many rows.
/// So the statement first counts the matching rows up to a bound. That count is cheap, and the statement chooses the scan by it.
/// </summary>
internal sealed class SearchTables
{
    /// <summary>
    /// The largest number of matching rows that counts as few. PostgreSQL reads and sorts this number of rows in about ten milliseconds.
    /// </summary>
    private const int MostFew = 2000;

    private readonly ContentTable _table;
    private readonly SqlText _sql;
    private readonly string _query;
    private readonly string[] _ofEachLanguage = [];
    private string? _hits;
    private string? _few;

    /// <param name="searches">The searches, which must all match.</param>
    public SearchTables(SqlText sql, ContentTable table, params IEnumerable<Condition.Search> searches)
    {
        (_table, _sql) = (table, sql);
        if (!table.IsEntity)
        {
            _ofEachLanguage = [.. searches.Select(s => sql.AddTable(TextSearch.QueryOfEach(s, sql)))];
        }

        var queries = table.IsEntity ? searches.Select(s => TextSearch.Query(s, sql)) : _ofEachLanguage.Select(TextSearch.Join);
        _query = sql.AddTable($"select {string.Join(" && ", queries)} as query");
    }

    /// <summary>
    /// Returns the SQL of the <c>tsquery</c> that ranks an article, in the language of the article only. The <c>tsquery</c> for all
    /// languages contains the names of the languages, and the rank would count these names as words.
    /// </summary>
    public string RankQuery(string alias)
    {
        var query = string.Join(" && ", _ofEachLanguage.Select(t => $"{t}.query"));
        var ofLanguage = string.Join(" and ", _ofEachLanguage.Select(t => $"{t}.name = search_language({alias}.language)"));
        return $"(select {query} as query from {string.Join(", ", _ofEachLanguage)} where {ofLanguage})";
    }

    /// <summary>SQL that is true if at most <see cref="MostFew"/> rows match. Rows that the caller may not see are counted too.</summary>
    public string AreFew => string.Create(CultureInfo.InvariantCulture, $"(select count(*) <= {MostFew} from {Few})");

    /// <summary>
    /// The common table expression with the ids of matching rows. The expression stops after <see cref="MostFew"/> + 1 ids. One id more
    /// than <see cref="MostFew"/> is enough to show that the matching rows are not few.
    /// </summary>
    private string Few => _few ??= _sql.AddTable(Select(string.Create(CultureInfo.InvariantCulture, $" limit {MostFew + 1}")));

    /// <summary>The common table expression with the ids of all matching rows.</summary>
    private string Hits => _hits ??= _sql.AddTable(Select(""));

    /// <summary>
    /// Returns the SQL of a condition: the row matches the search. PostgreSQL may test the row's search column or use the full-text index.
    /// </summary>
    public string Matches(string alias) => $"{alias}.search @@ (select query from {_query})";

    /// <summary>
    /// Returns the SQL of a condition: the row matches the search. The condition looks up the row's id in the ids of all matching rows. Use
    /// this condition if another part of the statement can read an unbounded number of rows.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string Recognises(string id) => $"({id} in (select id from {Hits}))";

    /// <summary>
    /// Returns the SQL of a condition: the row matches the search. If few rows match, the condition looks up the row's id in their ids. If
    /// many rows match, the condition tests the row's search column. Use this condition if the statement reads a bounded number of rows.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string RecognisesSome(string alias, string id)
    {
        var few = AreFew;
        return $"((not {few} or {id} in (select id from {Few})) and ({few} or {Matches(alias)}))";
    }

    private string Select(string end) => $"select hit.id from {_table.Sql} hit where {Matches("hit")}{end}";
}
