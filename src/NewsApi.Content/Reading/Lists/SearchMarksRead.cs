using System.Globalization;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Reads the ranges of the found words in the texts of a page's articles. PostgreSQL finds the words by the rules of the search: in any
/// inflected form, with or without accents.
/// </summary>
internal sealed class SearchMarksRead
{
    // Characters for private use. The statement first removes them from the texts, so each of them in the result is a mark.
    private const char Before = '\ue000', After = '\ue001';

    /// <summary>Words are marked only in the beginning of a text. This is the number of characters of that beginning.</summary>
    private const int MaxLength = 20_000;

    private static readonly string Options = $"HighlightAll=true, StartSel={Before}, StopSel={After}";

    private readonly Dictionary<long, Row> _rows;

    private SearchMarksRead(IEnumerable<Row> rows, IReadOnlyList<Condition.Search> searches)
    {
        _rows = rows.ToDictionary(r => r.Id);
        var sql = new SqlText();
        var query = string.Join(" && ", searches.Select(s => TextSearch.QueryIn("a.language", s, sql)));
        var ids = sql.AddParameter(_rows.Keys.ToArray());
        var texts = $"lateral (values (1, {Text("a.body_text")}), (2, {Text("a.summary")})) t(nth, text)";

        // PostgreSQL marks the words in a copy of the text without accents, because the index has no accents. If the copy has another
        // number of characters, the positions differ. PostgreSQL then marks the words in the text itself.
        var bare = "search_fold(lower(t.text collate \"und-x-icu\") collate \"default\")";
        sql.Append(
            $"""
            select a.id, t.text, ts_headline(search_config(a.language),
            case when length(b.bare) = length(t.text) then b.bare else t.text end, a.query, {sql.AddParameter(Options)})
            from (select a.*, {query} as query from article a where a.id = any({ids}) offset 0) a, {texts},
            lateral (select {bare} as bare offset 0) b where t.text <> '' order by a.id, t.nth
            """);
        Statement = new(sql, Attach);
    }

    public Statement Statement { get; }

    /// <summary>Creates the read of the search marks of a page. Returns null if the page needs no search marks.</summary>
    public static SearchMarksRead? TryCreate(ListQuery list, IReadOnlyList<Row> rows)
    {
        Condition.Search[] searches = [.. list.Where.Conjuncts.OfType<Condition.Search>()];
        return Applies(list) && rows.Count > 0 ? new(rows, searches) : null;
    }

    /// <summary>Returns true if the articles of the list are read with search marks.</summary>
    public static bool Applies(ListQuery list) =>
        list is { IsLookup: false, Selection: { HasSearchMarks: true, Table.IsEntity: false } }
        && list.Where.Conjuncts.Any(c => c is Condition.Search);

    private static string Text(string column) => string.Create(
        CultureInfo.InvariantCulture, $"translate(left({column}, {MaxLength}), '{Before}{After}', '')");

    /// <summary>
    /// Attaches a text of an article to the row of the article. The row keeps the body if the body has a found word. Otherwise it keeps the
    /// summary if the summary has a found word. If neither text has a found word, the row keeps the first text that is not empty, without
    /// marks.
    /// </summary>
    private void Attach(NpgsqlDataReader reader)
    {
        var row = _rows[reader.GetInt64(0)];
        var marks = SearchMarks.Of(reader.GetString(1), reader.GetString(2), Before, After);
        if (row.SearchMarks is null || (row.SearchMarks.IsEmpty && !marks.IsEmpty))
        {
            row.SearchMarks = marks;
        }
    }
}
