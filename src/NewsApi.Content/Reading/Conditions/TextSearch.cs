using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Writes the SQL of full-text searches. <see cref="SearchTerms"/> defines the syntax of a search. A word matches in any inflected form of
/// its language, with or without accents. The migrations <c>SearchWords</c> and <c>SearchColumn</c> define the indexed text, and the use of
/// an article's language.
/// </summary>
internal static class TextSearch
{
    /// <summary>
    /// SQL of the languages of the stored articles. It steps from one language to the next in the index <c>article_by_language</c>. A
    /// search is parsed only in these languages. Parsing it in every language of PostgreSQL would take longer than running it.
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
    /// Returns the SQL of a condition: the row matches the search. The <c>tsquery</c> is a sub-select, so PostgreSQL evaluates it once for
    /// the statement and not for each row. The search is a parameter, so all searches share one plan.
    /// </summary>
    public static string Sql(Condition.Search search, string alias, SqlText sql) => $"{alias}.search @@ {Query(search, sql)}";

    /// <summary>
    /// Returns the SQL of the <c>tsquery</c> for a search. An article is searched in its own language. For this purpose, the name of the
    /// language is one of the lexemes in the article's search column. If articles in several languages exist, the <c>tsquery</c> requires
    /// that lexeme. In a search for people, places or topics, the last word also matches longer words that begin with it.
    /// </summary>
    public static string Query(Condition.Search search, SqlText sql) => search.Table.IsEntity
        ? $"(select to_tsquery('pg_catalog.simple'::regconfig, asked.folded) from {Asked(search, sql)})"
        : Join($"({QueryOfEach(search, sql)}) part");

    /// <summary>
    /// Returns SQL that selects one row for each language of the stored articles. A language is left out if the search has only stop words
    /// of that language. A row has the name of the language, the <c>tsquery</c> in that language, and <c>is_only</c>: true if no stored
    /// article has another language.
    /// </summary>
    public static string QueryOfEach(Condition.Search search, SqlText sql) =>
        $"""
        select language.name, language.is_only, part.query from {Asked(search, sql)}, ({Languages}) language,
        lateral (select {QueryOf("language.config")} as query offset 0) part where numnode(part.query) > 0
        """;

    /// <summary>Joins the rows of <see cref="QueryOfEach"/> into one <c>tsquery</c> for articles in any language.</summary>
    public static string Join(string queries) =>
        $"""
        (select coalesce(string_agg(case when is_only then query::text
        else '('' ' || name || ''' & (' || query::text || '))' end, ' | '), '')::tsquery from {queries})
        """;

    /// <summary>Returns the SQL of the <c>tsquery</c> for texts in one language.</summary>
    /// <param name="language">The SQL of the BCP 47 tag of the language.</param>
    public static string QueryIn(string language, Condition.Search search, SqlText sql) =>
        $"(select {QueryOf($"search_config({language})")} from {Asked(search, sql)})";

    // A word with accents is searched in two forms. One is stemmed first, and then loses its accents. The other loses its accents first,
    // and is then stemmed.
    private static string QueryOf(string config) =>
        $"""
        case when asked.plain = asked.folded then to_tsquery({config}, asked.folded)
        else to_tsquery({config}, asked.folded) || search_fold(to_tsquery({config}, asked.plain)::text)::tsquery end
        """;

    /// <summary>
    /// Returns the SQL of one row with two columns: <c>plain</c> has the words of the search, <c>folded</c> has these words without
    /// accents.
    /// </summary>
    private static string Asked(Condition.Search search, SqlText sql)
    {
        // OFFSET makes PostgreSQL evaluate each function once. Without OFFSET, PostgreSQL evaluates it again for each use of its result.
        var terms = sql.AddParameter(SearchTerms.Parse(search.For, completesLastWord: search.Table.IsEntity));
        return $"(select plain, search_fold(plain) as folded from (select search_plain({terms}) as plain offset 0) typed offset 0) asked";
    }
}
