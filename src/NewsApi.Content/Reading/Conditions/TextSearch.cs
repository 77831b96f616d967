using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Full-text search: words in any form that their language has, with or without accents; "phrases", <c>or</c> and <c>-without</c>, in the
/// syntax of <see cref="SearchTerms"/>. The migrations <c>Search</c> and <c>SearchWords</c> define which text is indexed, and how the
/// language of an article affects the search.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// SQL: the row matches. The query is a sub-select, so that PostgreSQL evaluates it once for the statement and not for each row, and
    /// one plan serves every search.
    /// </summary>
    public static string Sql(Condition.Search search, string alias, SqlText sql) => $"{alias}.search @@ (select {Query(search, sql)})";

    /// <summary>The query of PostgreSQL. The last word of a search for people, places or topics may be unfinished.</summary>
    public static string Query(Condition.Search search, SqlText sql)
    {
        var terms = sql.AddParameter(SearchTerms.Parse(search.For, completesLastWord: search.Table.IsEntity));
        return $"{(search.Table.IsEntity ? "entity" : "article")}_search_terms({terms})";
    }
}
