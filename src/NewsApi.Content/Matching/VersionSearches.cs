using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Matching;

/// <summary>
/// Caches which texts of articles match the searches of a <see cref="ConditionMatch"/>. A row of the log names the version before and after
/// a change, and has the names that a search then read beside it. The text of the current version is in the row of the article. The texts
/// of replaced versions are in the history of the article. The text of a version never changes. So the result for a version and its names
/// stays valid, and does not depend on the time at which the log is read.
/// </summary>
internal sealed class VersionSearches(SnapshotFactory news)
{
    /// <summary>The largest number of cached results. If it is exceeded, all results are removed and looked up again.</summary>
    private const int MaxResults = 10_000;

    /// <summary>
    /// The number of versions that one statement reads. The number is small, because the statement may read the body of each version.
    /// </summary>
    private const int BatchSize = 200;

    /// <summary>
    /// The SQL of the search column of an article <c>a</c> with the names of <c>t</c>. The byline and the names are the only lexemes of
    /// weight D, and they come last. The other lexemes stay as they are. If PostgreSQL parsed the text again, a rename would make each
    /// group of subscribers parse the bodies of all articles with the name.
    /// </summary>
    internal const string OtherNames =
        "ts_filter(a.search, '{a,b,c}') || article_search(a.language, '', null, null, null, a.byline, t.names)";

    private readonly Dictionary<SearchedText, bool[]> _results = [];
    private Condition.Search?[] _searches = [];

    /// <summary>Returns the result of a search for a text; null if it was not looked up or the version was deleted.</summary>
    public bool? Get(int predicate, SearchedText text) => _results.TryGetValue(text, out var found) ? found[predicate] : null;

    /// <summary>Looks up the result of every search for the text of each of these facts.</summary>
    public async ValueTask LoadAsync(
        IReadOnlyList<DeferredPredicate> predicates, IEnumerable<ChangeFacts> facts, CancellationToken cancellationToken)
    {
        _searches = [.. predicates.Select(p => p.IsOnArticle ? (Condition.Search)p.Condition : null)];
        if (Array.TrueForAll(_searches, s => s is null))
        {
            return;
        }

        var missing = facts.Select(SearchedText.Of).Distinct().Where(t => !_results.ContainsKey(t)).ToList();
        if (_results.Count + missing.Count > MaxResults)
        {
            _results.Clear();
        }

        foreach (var batch in missing.Chunk(BatchSize))
        {
            var replaced = new List<(SearchedText Text, ArticleContent Content)>();
            await RunAsync([SelectCurrent(batch), SelectReplaced(batch, replaced)], cancellationToken);
            if (replaced.Count > 0)
            {
                await RunAsync([SearchReplaced(replaced)], cancellationToken);
            }
        }
    }

    private async Task RunAsync(Statement[] statements, CancellationToken cancellationToken)
    {
        await using var snapshot = news.Open(Visibility.Everything, readsOnce: true);
        await snapshot.RunAsync(statements, last: true, cancellationToken);
    }

    /// <summary>
    /// Searches the texts of current versions. The search column of an article has the names that are stored now. If the names of the text
    /// are others, PostgreSQL replaces them.
    /// </summary>
    private Statement SelectCurrent(SearchedText[] texts)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.id, a.version, a.names{Columns(search => TextSearch.Sql(search, "a", sql))} from (select a.id, a.version, t.names,
            case when a.search_names is not distinct from t.names then a.search else {OtherNames} end as search
            from {Table(texts, sql)} join article a on (a.id, a.version) = (t.id, t.version) offset 0) a
            """);
        return new Statement(sql, Keep);
    }

    private static Statement SelectReplaced(SearchedText[] texts, List<(SearchedText Text, ArticleContent Content)> found)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select t.id, t.version, t.names, v.language, v.headline, v.kicker, v.summary, v.byline, v.body
            from {Table(texts, sql)} join article_version v on (v.article_id, v.version) = (t.id, t.version)
            """);
        return new Statement(sql, row => found.Add((ReadSearched(row), new ArticleContent
        {
            Language = row.GetString(3),
            Headline = row.GetString(4),
            Kicker = ReadText(row, 5),
            Summary = ReadText(row, 6),
            Byline = ReadText(row, 7),
            Body = ReadText(row, 8),
        })));
    }

    /// <summary>
    /// Searches the texts of replaced versions. Replaced versions have no search column and no index, so PostgreSQL parses each text.
    /// </summary>
    private Statement SearchReplaced(List<(SearchedText Text, ArticleContent Content)> versions)
    {
        var sql = new SqlText();
        string Texts(Func<ArticleContent, string?> value) => $"{sql.AddParameter(versions.Select(v => value(v.Content) ?? "").ToArray())}::text[]";
        var columns =
            $"""
            {Arrays([.. versions.Select(v => v.Text)], sql)}, {Texts(c => c.Language)}, {Texts(c => c.Headline)}, {Texts(c => c.Kicker)},
            {Texts(c => c.Summary)}, {Texts(c => ArticleBody.Trusted(c.Body).Text)}, {Texts(c => c.Byline)}
            """;
        var vector = "article_search(v.language, v.headline, v.kicker, v.summary, v.body, v.byline, v.names)";
        sql.Append(
            $"""
            select v.id, v.version, v.names{Columns(search => $"v.vector @@ {TextSearch.QueryIn("v.language", search, sql)}")}
            from (select v.*, {vector} as vector
            from unnest({columns}) as v(id, version, names, language, headline, kicker, summary, body, byline) offset 0) v
            """);
        return new Statement(sql, Keep);
    }

    private string Columns(Func<Condition.Search, string> compile) =>
        string.Concat(_searches.Select(search => search is null ? ", false" : $", {compile(search)}"));

    private static string Table(SearchedText[] texts, SqlText sql) => $"unnest({Arrays(texts, sql)}) t(id, version, names)";

    private static string Arrays(SearchedText[] texts, SqlText sql) =>
        $"""
        {sql.AddParameter(texts.Select(t => t.Article).ToArray())}::bigint[], {sql.AddParameter(texts.Select(t => t.Version).ToArray())}::int[],
        {sql.AddParameter(texts.Select(t => t.Names).ToArray())}::text[]
        """;

    private static SearchedText ReadSearched(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetInt32(1), ReadText(row, 2));

    private static string? ReadText(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private void Keep(NpgsqlDataReader row) => _results[ReadSearched(row)] =
        [.. Enumerable.Range(3, _searches.Length).Select(row.GetBoolean)];
}
