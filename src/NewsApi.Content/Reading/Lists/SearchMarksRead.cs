using System.Globalization;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Reads where the words of a search are in the texts of a page's articles. PostgreSQL marks them as it finds them: in any form, with or
/// without accents.
/// </summary>
internal sealed class SearchMarksRead
{
    // Characters for private use: no text of an article keeps them here.
    private const char Before = '\ue000', After = '\ue001';

    /// <summary>How many characters of a body are looked through.</summary>
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

        // Without accents, as words are indexed, if that leaves as many characters.
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

    /// <summary>The read that a page needs; null if it needs none.</summary>
    public static SearchMarksRead? TryCreate(ListQuery list, IReadOnlyList<Row> rows)
    {
        Condition.Search[] searches = [.. list.Where.Conjuncts.OfType<Condition.Search>()];
        return Applies(list) && rows.Count > 0 ? new(rows, searches) : null;
    }

    /// <summary>True of a page whose articles show where a search found them.</summary>
    public static bool Applies(ListQuery list) =>
        list is { IsLookup: false, Selection: { HasSearchMarks: true, Table.IsEntity: false } }
        && list.Where.Conjuncts.Any(c => c is Condition.Search);

    private static string Text(string column) => string.Create(
        CultureInfo.InvariantCulture, $"translate(left({column}, {MaxLength}), '{Before}{After}', '')");

    /// <summary>The body, or else the summary, if words are in it; the first text without words if they are in neither.</summary>
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
