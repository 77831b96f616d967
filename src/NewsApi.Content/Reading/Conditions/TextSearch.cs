namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Full-text search: words as their language stems them, "phrases", <c>or</c> and <c>-without</c>, in the syntax of
/// <c>websearch_to_tsquery</c>, which accepts any text. The migration <c>Search</c> defines what is indexed and how the language
/// of an article counts.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// True of the rows that match. The query is a function of the parameter alone, so that PostgreSQL evaluates it once while
    /// it plans, and knows how many rows to expect.
    /// </summary>
    public static string Sql(ContentTable table, string alias, string parameter) =>
        $"{alias}.search @@ {(table.IsEntity ? "entity" : "article")}_search_query({parameter})";
}
