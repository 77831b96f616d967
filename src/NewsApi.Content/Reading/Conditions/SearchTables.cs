using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// The parts of a statement that are computed once for a search: its query, and the rows that the full-text index finds. PostgreSQL expects
/// every search to match a thousandth of the rows, so it often chooses the wrong scan. A scan in the order of another index reads all rows
/// if the word is rare. A scan of the full-text index reads every row that has the word, which are many if the word is frequent. Counting
/// the matches up to a bound costs little in both cases, and shows which scan to use.
/// </summary>
internal sealed class SearchTables
{
    /// <summary>
    /// If a search matches at most this many rows, they count as few: all of them are read and sorted, which takes about ten milliseconds.
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
    /// Returns the SQL of the query to rank an article by: the query of the article's language. The query of all languages would count the
    /// names of the languages as words.
    /// </summary>
    public string RankQuery(string alias)
    {
        var query = string.Join(" && ", _ofEachLanguage.Select(t => $"{t}.query"));
        var ofLanguage = string.Join(" and ", _ofEachLanguage.Select(t => $"{t}.name = search_language({alias}.language)"));
        return $"(select {query} as query from {string.Join(", ", _ofEachLanguage)} where {ofLanguage})";
    }

    /// <summary>SQL: few rows match, whether the caller may see them or not (<see cref="MostFew"/>).</summary>
    public string AreFew => string.Create(CultureInfo.InvariantCulture, $"(select count(*) <= {MostFew} from {Few})");

    /// <summary>The table of the ids of the rows that match. It has at most one id more than <see cref="MostFew"/>.</summary>
    private string Few => _few ??= _sql.AddTable(Select(string.Create(CultureInfo.InvariantCulture, $" limit {MostFew + 1}")));

    /// <summary>The table of the ids of all rows that match.</summary>
    private string Hits => _hits ??= _sql.AddTable(Select(""));

    /// <summary>SQL: the row matches. PostgreSQL may use the row's own search column or the full-text index.</summary>
    public string Matches(string alias) => $"{alias}.search @@ (select query from {_query})";

    /// <summary>
    /// SQL: the row matches, which is decided by its id among the ids of all matches. Use this if the statement can read any number of rows
    /// for another reason.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string Recognises(string id) => $"({id} in (select id from {Hits}))";

    /// <summary>
    /// SQL: the row matches. If few rows match, this is decided by the row's id among theirs, otherwise by the row's search column. Use
    /// this if the statement reads a bounded number of rows.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string RecognisesSome(string alias, string id)
    {
        var few = AreFew;
        return $"((not {few} or {id} in (select id from {Few})) and ({few} or {Matches(alias)}))";
    }

    private string Select(string end) => $"select hit.id from {_table.Sql} hit where {Matches("hit")}{end}";
}
