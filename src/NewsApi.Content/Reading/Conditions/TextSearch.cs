using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Writes the SQL of full-text searches. A search finds words in any form that their language has, with or without accents, in the syntax
/// of <see cref="SearchTerms"/>. The migrations <c>SearchWords</c> and <c>SearchColumn</c> define what is indexed, and how the language of
/// an article is used.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// SQL: the languages of the stored articles. It steps from one language to the next through the index <c>article_by_language</c>. To
    /// analyse a search in every language that PostgreSQL has would take longer than to run it.
    /// </summary>
    private const string Languages =
        """
        with recursive used(name) as (
        (select search_language(a.language) from article a order by search_language(a.language) limit 1)
        union all
        select (select search_language(a.language) from article a where search_language(a.language) > used.name
        order by search_language(a.language) limit 1) from used where used.name is not null)
        select used.name, ('pg_catalog.' || used.name)::regconfig as config, count(*) over () = 1 as is_only from used
        where used.name is not null
        """;

    /// <summary>
    /// SQL: the row matches the search. The query is a sub-select, so that it is evaluated once for a statement and not for each row, and
    /// one plan serves every search.
    /// </summary>
    public static string Sql(Condition.Search search, string alias, SqlText sql) => $"{alias}.search @@ {Query(search, sql)}";

    /// <summary>
    /// Returns the SQL of the query. An article is searched in its own language: the language's name is one of the article's lexemes, and
    /// the query requires it if there are articles in several languages. The last word of a search for people, places or topics may be the
    /// beginning of a longer one.
    /// </summary>
    public static string Query(Condition.Search search, SqlText sql) => search.Table.IsEntity
        ? $"(select to_tsquery('pg_catalog.simple'::regconfig, asked.folded) from {Asked(search, sql)})"
        : Join($"({QueryOfEach(search, sql)}) part");

    /// <summary>
    /// Returns the SQL of a row for each language in which articles are written and the search has words. The row has the name of the
    /// language, whether it is the only one, and the query.
    /// </summary>
    public static string QueryOfEach(Condition.Search search, SqlText sql) =>
        $"""
        select language.name, language.is_only, part.query from {Asked(search, sql)}, ({Languages}) language,
        lateral (select {QueryOf("language.config")} as query offset 0) part where numnode(part.query) > 0
        """;

    /// <summary>Joins the queries of <see cref="QueryOfEach"/> to one query for articles in any language.</summary>
    public static string Join(string queries) =>
        $"""
        (select coalesce(string_agg(case when is_only then query::text
        else '('' ' || name || ''' & (' || query::text || '))' end, ' | '), '')::tsquery from {queries})
        """;

    /// <summary>Returns the SQL of the query for a text in one language.</summary>
    /// <param name="language">The SQL of the BCP 47 tag of the language.</param>
    public static string QueryIn(string language, Condition.Search search, SqlText sql) =>
        $"(select {QueryOf($"search_config({language})")} from {Asked(search, sql)})";

    // A word that was typed with accents is searched in two forms: its stem without accents, or the stem of the word without accents.
    private static string QueryOf(string config) =>
        $"""
        case when asked.plain = asked.folded then to_tsquery({config}, asked.folded)
        else to_tsquery({config}, asked.folded) || search_fold(to_tsquery({config}, asked.plain)::text)::tsquery end
        """;

    /// <summary>
    /// Returns the SQL of a row with the words of a search as <c>plain</c>, and the same words without accents as <c>folded</c>.
    /// </summary>
    private static string Asked(Condition.Search search, SqlText sql)
    {
        // OFFSET keeps each function from being evaluated for each use of its result.
        var terms = sql.AddParameter(SearchTerms.Parse(search.For, completesLastWord: search.Table.IsEntity));
        return $"(select plain, search_fold(plain) as folded from (select search_plain({terms}) as plain offset 0) typed offset 0) asked";
    }
}
