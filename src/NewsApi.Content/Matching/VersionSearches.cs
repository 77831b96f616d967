using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using Npgsql;

namespace NewsApi.Content.Matching;

/// <summary>
/// Caches which versions of articles match the searches of a <see cref="ConditionMatch"/>. A row of the log names the version before and
/// after a change. The text of the current version is in the row of the article. The texts of replaced versions are in the history of the
/// article. The text of a version never changes. So the result for a version stays valid, and does not depend on the time at which the log
/// is read.
/// </summary>
internal sealed class VersionSearches(SnapshotFactory news)
{
    /// <summary>The largest number of cached results. If it is exceeded, all results are removed and looked up again.</summary>
    private const int MaxResults = 10_000;

    /// <summary>
    /// The number of versions that one statement reads. The number is small, because the statement may read the body of each version.
    /// </summary>
    private const int BatchSize = 200;

    private readonly Dictionary<(long Article, int Version), bool[]> _results = [];
    private Condition.Search?[] _searches = [];

    /// <summary>Returns the result of a search for a version; null if it was not looked up or the version was deleted.</summary>
    public bool? Get(int predicate, long article, int version) =>
        _results.TryGetValue((article, version), out var found) ? found[predicate] : null;

    /// <summary>Looks up the result of every search for each of these versions.</summary>
    public async ValueTask LoadAsync(
        IReadOnlyList<DeferredPredicate> predicates, IEnumerable<ChangeFacts> versions, CancellationToken cancellationToken)
    {
        _searches = [.. predicates.Select(p => p.IsOnArticle ? (Condition.Search)p.Condition : null)];
        if (Array.TrueForAll(_searches, s => s is null))
        {
            return;
        }

        var missing = versions.Select(f => (f.Id, f.Version)).Distinct().Where(v => !_results.ContainsKey(v)).ToList();
        if (_results.Count + missing.Count > MaxResults)
        {
            _results.Clear();
        }

        foreach (var batch in missing.Chunk(BatchSize))
        {
            var replaced = new List<(long Article, int Version, ArticleContent Content)>();
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

    private Statement SelectCurrent((long Article, int Version)[] versions)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.id, a.version{Columns(search => TextSearch.Sql(search, "a", sql))} from article a
            where {IsOneOf("a.id", "a.version", versions, sql)}
            """);
        return new Statement(sql, Keep);
    }

    private static Statement SelectReplaced(
        (long Article, int Version)[] versions, List<(long Article, int Version, ArticleContent Content)> found)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select v.article_id, v.version, v.language, v.headline, v.kicker, v.summary, v.byline, v.body from article_version v
            where {IsOneOf("v.article_id", "v.version", versions, sql)}
            """);
        return new Statement(sql, row => found.Add((row.GetInt64(0), row.GetInt32(1), new ArticleContent
        {
            Language = row.GetString(2),
            Headline = row.GetString(3),
            Kicker = ReadText(row, 4),
            Summary = ReadText(row, 5),
            Byline = ReadText(row, 6),
            Body = ReadText(row, 7),
        })));
    }

    /// <summary>
    /// Searches the texts of replaced versions. Replaced versions have no search column and no index, so PostgreSQL parses each text.
    /// </summary>
    private Statement SearchReplaced(List<(long Article, int Version, ArticleContent Content)> versions)
    {
        var sql = new SqlText();
        string Column<T>(Func<(long Article, int Version, ArticleContent Content), T> value) =>
            sql.AddParameter(versions.Select(value).ToArray());
        string Texts(Func<ArticleContent, string?> value) => Column(v => value(v.Content) ?? "");
        var columns =
            $"""
            {Column(v => v.Article)}::bigint[], {Column(v => v.Version)}::int[], {Texts(c => c.Language)}::text[],
            {Texts(c => c.Headline)}::text[], {Texts(c => c.Kicker)}::text[], {Texts(c => c.Summary)}::text[],
            {Texts(c => ArticleBody.Trusted(c.Body).Text)}::text[], {Texts(c => c.Byline)}::text[]
            """;
        var vector = "article_search(v.language, v.headline, v.kicker, v.summary, v.body, v.byline)";
        sql.Append(
            $"""
            select v.id, v.version{Columns(search => $"v.vector @@ {TextSearch.QueryIn("v.language", search, sql)}")}
            from (select v.*, {vector} as vector
            from unnest({columns}) as v(id, version, language, headline, kicker, summary, body, byline) offset 0) v
            """);
        return new Statement(sql, Keep);
    }

    private string Columns(Func<Condition.Search, string> compile) =>
        string.Concat(_searches.Select(search => search is null ? ", false" : $", {compile(search)}"));

    private static string IsOneOf(string id, string version, (long Article, int Version)[] versions, SqlText sql)
    {
        var (ids, numbers) = (versions.Select(v => v.Article).ToArray(), versions.Select(v => v.Version).ToArray());
        return $"({id}, {version}) in (select * from unnest({sql.AddParameter(ids)}, {sql.AddParameter(numbers)}))";
    }

    private static string? ReadText(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private void Keep(NpgsqlDataReader row) => _results[(row.GetInt64(0), row.GetInt32(1))] =
        [.. Enumerable.Range(2, _searches.Length).Select(row.GetBoolean)];
}
