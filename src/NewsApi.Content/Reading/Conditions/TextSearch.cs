using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Full-text search: words in any form that their language has, with or without accents; "phrases", <c>or</c> and <c>-without</c>, in the
/// syntax of <see cref="SearchTerms"/>. The migrations <c>SearchWords</c> and <c>SearchColumn</c> define what is indexed and how the
/// language of an article counts.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// The languages of the archive, by steps from one to the next through the index <c>article_by_language</c>. Analysing a search in each
    /// language that PostgreSQL knows would take longer than finding it.
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
    /// True of the rows that match. As a sub-select, the query is evaluated once for a statement and not for each row, and one plan serves
    /// every search.
    /// </summary>
    public static string Sql(Condition.Search search, string alias, SqlText sql) => $"{alias}.search @@ {Query(search, sql)}";

    /// <summary>
    /// The query of PostgreSQL. An article is searched in its own language, whose name is one of its lexemes; the query names the language
    /// if the archive has several. The last word of a search for people, places or topics may be unfinished.
    /// </summary>
    public static string Query(Condition.Search search, SqlText sql) => search.Table.IsEntity
        ? $"(select to_tsquery('pg_catalog.simple'::regconfig, asked.folded) from {Asked(search, sql)})"
        : Join($"({QueryOfEach(search, sql)}) part");

    /// <summary>A row for each language of the archive in which the search has words: name, whether it is the only one, query.</summary>
    public static string QueryOfEach(Condition.Search search, SqlText sql) =>
        $"""
        select language.name, language.is_only, part.query from {Asked(search, sql)}, ({Languages}) language,
        lateral (select {QueryOf("language.config")} as query offset 0) part where numnode(part.query) > 0
        """;

    /// <summary>Joins the queries of <see cref="QueryOfEach"/> to one for articles in any language.</summary>
    public static string Join(string queries) =>
        $"""
        (select coalesce(string_agg(case when is_only then query::text
        else '('' ' || name || ''' & (' || query::text || '))' end, ' | '), '')::tsquery from {queries})
        """;

    /// <summary>The query for a text in one language.</summary>
    /// <param name="language">The SQL of the BCP 47 tag of the language.</param>
    public static string QueryIn(string language, Condition.Search search, SqlText sql) =>
        $"(select {QueryOf($"search_config({language})")} from {Asked(search, sql)})";

    // What was typed with accents is a word as its language stems it, or as it is without them.
    private static string QueryOf(string config) =>
        $"""
        case when asked.plain = asked.folded then to_tsquery({config}, asked.folded)
        else to_tsquery({config}, asked.folded) || search_fold(to_tsquery({config}, asked.plain)::text)::tsquery end
        """;

    /// <summary>A row with the words of a search as <c>plain</c>, and without accents as <c>folded</c>.</summary>
    private static string Asked(Condition.Search search, SqlText sql)
    {
        // OFFSET keeps each function from being evaluated for each use of its result.
        var terms = sql.AddParameter(SearchTerms.Parse(search.For, completesLastWord: search.Table.IsEntity));
        return $"(select plain, search_fold(plain) as folded from (select search_plain({terms}) as plain offset 0) typed offset 0) asked";
    }
}
