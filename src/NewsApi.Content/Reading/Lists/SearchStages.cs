using System.Globalization;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Writes the statement for a page of a list with a search, in stages of which one gives the page. How frequent a word is, and when it was,
/// decides between plans that differ a thousandfold, and PostgreSQL does not know it. So the statement finds out, by steps that are each
/// bounded:
/// <list type="number">
/// <item>the rows next to the cursor, a few dozen: enough for a frequent word;</item>
/// <item>all rows that match, from the index of words, if they are few;</item>
/// <item>the rows next to the cursor, a thousand: enough for a word that is neither frequent nor rare; before the second stage if the first
/// has found some;</item>
/// <item>the articles of the people, places or topics that the list starts at, if those are not many;</item>
/// <item>all rows that match, from the index of words: a word that was frequent elsewhere in the list than near the cursor.</item>
/// </list>
/// </summary>
/// <param name="list">Writes the parts.</param>
/// <param name="search">The searches that must all match; null if the filter has searches that need not match.</param>
/// <param name="far">How many rows next to the cursor the third stage reads.</param>
internal sealed class SearchStages(ListSql list, SqlText sql, SearchTables? search, int far = 1000)
{
    /// <summary>How many rows next to the cursor the first stage reads: their words cost some microseconds each.</summary>
    private const int Near = 60;

    /// <summary>
    /// From how many matches in the first stage on the words are frequent there: counting them in the index of words would then take
    /// longer than reading on.
    /// </summary>
    private const int FrequentNear = 2;

    private readonly List<(string Condition, string Rows)> _steps = [];

    /// <summary>The page of the list, in its order.</summary>
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

        // CASE evaluates its conditions in order and no further than it must, so later stages cost nothing.
        var cases = _steps.Select((step, i) => $"when {step.Condition} then {Number(i)}");
        var stage = sql.AddTable($"select case {string.Join(' ', cases)} end as number");
        return list.Merge(_steps.Select(
            (step, i) => $"select * from ({step.Rows}) s{Number(i)} where (select number from {stage}) = {Number(i)}"));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds the first three stages, as far as an index has the order of the list.</summary>
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
