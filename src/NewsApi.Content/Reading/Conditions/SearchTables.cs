using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// What a statement works out once for a search: its query, and the rows that the index of words finds. PostgreSQL expects every search to
/// match a thousandth of the rows. So a statement that meets a rare word on its way through an index would read all rows, and one that
/// begins with the index of words would read a frequent word's rows, however many. Counting up to a bound costs little either way.
/// </summary>
internal sealed class SearchTables
{
    /// <summary>How many rows are few: reading them all, in any order, takes a few milliseconds.</summary>
    private const int MostFew = 2000;

    private readonly ContentTable _table;
    private readonly SqlText _sql;
    private readonly string _query;
    private readonly string[] _ofEachLanguage = [];
    private string? _hits;
    private string? _few;

    /// <param name="searches">All must match.</param>
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
    /// The SQL of the query to rank an article by: the one of its language. The query of all languages would count their names as words.
    /// </summary>
    public string RankQuery(string alias)
    {
        var query = string.Join(" && ", _ofEachLanguage.Select(t => $"{t}.query"));
        var ofLanguage = string.Join(" and ", _ofEachLanguage.Select(t => $"{t}.name = search_language({alias}.language)"));
        return $"(select {query} as query from {string.Join(", ", _ofEachLanguage)} where {ofLanguage})";
    }

    /// <summary>True if few rows match, visible or not.</summary>
    public string AreFew => string.Create(CultureInfo.InvariantCulture, $"(select count(*) <= {MostFew} from {Few})");

    /// <summary>The ids of the rows that match, one more than few at most.</summary>
    private string Few => _few ??= _sql.AddTable(Select(string.Create(CultureInfo.InvariantCulture, $" limit {MostFew + 1}")));

    /// <summary>The ids of all rows that match.</summary>
    private string Hits => _hits ??= _sql.AddTable(Select(""));

    /// <summary>SQL: the row matches. PostgreSQL may use the words of the row or the index of words.</summary>
    public string Matches(string alias) => $"{alias}.search @@ (select query from {_query})";

    /// <summary>True of a row that matches, for any number of rows that are read for another reason: it is recognised by its id.</summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string Recognises(string id) => $"({id} in (select id from {Hits}))";

    /// <summary>
    /// True of a row that matches, for rows of which a bounded number is read: one of few is recognised by its id, others by their words.
    /// </summary>
    /// <param name="id">The SQL of the row's id.</param>
    public string RecognisesSome(string alias, string id)
    {
        var few = AreFew;
        return $"((not {few} or {id} in (select id from {Few})) and ({few} or {Matches(alias)}))";
    }

    private string Select(string end) => $"select hit.id from {_table.Sql} hit where {Matches("hit")}{end}";
}
