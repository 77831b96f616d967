using System.Globalization;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes the statement for a page of a list with a search. The best plan depends on how frequent a searched word is in each part of the
/// list. The costs of two plans can differ a thousandfold, and PostgreSQL has no statistics to choose one. So the statement has stages. It
/// tries the stages in order, and returns the page of the first stage that suffices:
/// <list type="number">
/// <item>Read a few dozen rows next to the cursor. This stage suffices for a frequent word.</item>
/// <item>Read all matching rows with the full-text index. This stage runs only if few rows match.</item>
/// <item>Read a thousand rows next to the cursor. This stage suffices for a word of medium frequency.</item>
/// <item>Read the articles that mention the people, places or topics of the filter. This stage runs only if few articles mention
/// them.</item>
/// <item>Read all matching rows with the full-text index. This stage serves a word that is frequent only far from the cursor.</item>
/// </list>
/// If the first stage has found at least two matches, the statement tries the third stage before the second.
/// </summary>
/// <param name="list">Writes the SELECTs of the stages.</param>
/// <param name="search">
/// The searches of the filter, if every row of the list must match all searches. Null if the filter can accept a row that does not match a
/// search.
/// </param>
/// <param name="far">The number of rows next to the cursor that the third stage reads.</param>
internal sealed class SearchStages(ListSql list, SqlText sql, SearchTables? search, int far = 1000)
{
    /// <summary>
    /// The number of rows next to the cursor that the first stage reads. Reading the words of one row takes some microseconds.
    /// </summary>
    private const int Near = 60;

    /// <summary>
    /// If the first stage finds at least this many matches, the words count as frequent near the cursor. The statement then reads more rows
    /// next to the cursor, because counting the matches in the full-text index would take longer.
    /// </summary>
    private const int FrequentNear = 2;

    private readonly List<(string Condition, string Rows)> _steps = [];

    /// <summary>Returns the SQL of the page, in the order of the list.</summary>
    public string Select()
    {
        AddWindows();
        if (search is null)
        {
            _steps.Add(("true", list.SelectPlanned(sql, null)));
        }
        else
        {
            if (list.AreMentionsFew(sql) is { } areFew)
            {
                _steps.Add((areFew, list.SelectPlanned(sql, search)));
            }

            _steps.Add(("true", list.SelectMatches(sql, search)));
        }

        // CASE evaluates its conditions in order, and stops at the first true condition. So later stages cost nothing.
        var cases = _steps.Select((step, i) => $"when {step.Condition} then {Number(i)}");
        var stage = sql.AddTable($"select case {string.Join(' ', cases)} end as number");
        return list.Merge(_steps.Select(
            (step, i) => $"select * from ({step.Rows}) s{Number(i)} where (select number from {stage}) = {Number(i)}"));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Adds the first three stages. The first and third stages need an index with the order of the list. Without such an index, at most the
    /// second stage is added.
    /// </summary>
    private void AddWindows()
    {
        var near = list.Size < Near && list.SelectWindow(sql, search, Near) is var (nearPage, _) ? sql.AddTable(nearPage) : null;
        var last = list.SelectWindow(sql, search, far);
        var wide = last is var (farPage, _) ? sql.AddTable(farPage) : null;
        if (near is not null)
        {
            _steps.Add((IsFull(near), $"select * from {near}"));
            if (search is not null && wide is not null)
            {
                _steps.Add(($"(select count(*) from {near}) >= {Number(FrequentNear)} and {IsFull(wide)}", $"select * from {wide}"));
            }
        }

        if (search is not null)
        {
            _steps.Add((search.AreFew, list.SelectMatches(sql, search)));
        }

        if (last is var (_, rows))
        {
            _steps.Add(($"({IsFull(wide)} or (select count(*) from ({rows}) w) < {Number(far)})", $"select * from {wide}"));
        }
    }

    private string IsFull(string? table) => $"(select count(*) from {table}) > {Number(list.Size)}";
}
