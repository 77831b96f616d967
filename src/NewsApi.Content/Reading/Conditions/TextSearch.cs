namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// The full-text search: words as their language stems them, "phrases", <c>or</c> and <c>-without</c>, as
/// <c>websearch_to_tsquery</c> reads them; it takes anything and refuses nothing. What is indexed and how an article's
/// language comes in stands in the migration <c>Search</c>.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// True of rows that match. The question is a function of a parameter alone, so that PostgreSQL works it out once while it
    /// plans and knows how many rows to expect.
    /// </summary>
    public static string Sql(ContentTable table, string alias, string parameter) =>
        $"{alias}.search @@ {(table.IsEntity ? "entity" : "article")}_search_query({parameter})";
}
