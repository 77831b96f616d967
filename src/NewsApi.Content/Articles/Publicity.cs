namespace NewsApi.Content.Articles;

/// <summary>
/// The one declaration of when an article is public, what the clock is due to change in the log, and an article's status. Each rule
/// stands as a C# predicate beside SQL of the same meaning; <c>PublicityTests</c> compares the two over random times.
/// </summary>
/// <remarks>
/// In SQL, <c>article</c> is the alias of the row, and the clock is PostgreSQL's <c>now()</c>: the same moment for a whole snapshot,
/// so that an embargo ends at its time on every path and in every process. A predicate over a null time is null, which WHERE takes
/// for false.
/// </remarks>
public static class Publicity
{
    /// <summary>Whether an anonymous reader sees the article at that moment.</summary>
    public static bool IsPublicAt(this Article article, DateTimeOffset moment) =>
        article.PublishedAt <= moment && !article.IsHiddenAt(moment);

    /// <summary>SQL of <see cref="IsPublicAt"/>.</summary>
    public static string PublicSql(string article) =>
        $"{PublishedSql(article)} and {article}.withdrawn_at is null and ({article}.expires_at is null or {article}.expires_at > now())";

    /// <summary>
    /// SQL: the time of publication has come. Alone it is true of more articles than are public; a mention repeats the time, so that
    /// an index on mentions is read only from here on.
    /// </summary>
    public static string PublishedSql(string row) => $"{row}.published_at <= now()";

    /// <summary>Whether the article is withdrawn or has expired, whatever the time of its publication.</summary>
    public static bool IsHiddenAt(this Article article, DateTimeOffset moment) =>
        article.WithdrawnAt is not null || article.ExpiresAt <= moment;

    /// <summary>
    /// SQL of <see cref="IsHiddenAt"/>. The first half says nothing that the second does not: it repeats the predicate of the partial
    /// index <c>article_hidden</c>, without which PostgreSQL would not use that index.
    /// </summary>
    public static string HiddenSql(string article) =>
        $"""
        ({article}.withdrawn_at is not null or {article}.expires_at is not null)
        and ({article}.withdrawn_at is not null or {article}.expires_at <= now())
        """;

    /// <summary>
    /// Whether the article was public at some time up to that moment. A scheduled article that is withdrawn before its time never was.
    /// </summary>
    public static bool WasPublicBy(this Article article, DateTimeOffset moment) =>
        article.FirstPublishedAt <= (article.WithdrawnAt < moment ? article.WithdrawnAt : moment);

    /// <summary>
    /// Whether the log does not say yet what the clock has done: the article has become public, or has expired, and
    /// <see cref="Article.IsPublicInLog"/> differs.
    /// </summary>
    public static bool IsDueAt(this Article article, DateTimeOffset moment) => article.IsPublicInLog != article.IsPublicAt(moment);

    /// <summary>SQL: due to become public in the log, in the words of the index <c>article_to_appear</c>.</summary>
    /// <param name="now">An expression that is computed once for the whole statement, so that the index can be searched by it.</param>
    public static string AppearingSql(string article, string now) => $"{ToAppearSql(article, now)} and {article}.published_at <= {now}";

    /// <summary>
    /// SQL: public now or later, and the log has not said so. The least <c>published_at</c> is when the next article appears.
    /// </summary>
    public static string ToAppearSql(string article, string now) =>
        $"""
        not {article}.announced and {article}.withdrawn_at is null and {article}.published_at is not null
        and coalesce({article}.expires_at, 'infinity') > {now}
        """;

    /// <summary>SQL: due to leave the log, in the words of the index <c>article_to_leave</c>.</summary>
    public static string LeavingSql(string article, string now) => $"{ToLeaveSql(article)} and {article}.expires_at <= {now}";

    /// <summary>SQL: public in the log until it expires. The least <c>expires_at</c> is when the next article leaves.</summary>
    public static string ToLeaveSql(string article) => $"{article}.announced and {article}.expires_at is not null";

    /// <summary>The status of an article at that moment.</summary>
    public static ArticleStatus StatusAt(this Article article, DateTimeOffset moment) => article switch
    {
        { WithdrawnAt: not null } => ArticleStatus.Withdrawn,
        { PublishedAt: null } => ArticleStatus.Draft,
        _ when article.PublishedAt > moment => ArticleStatus.Scheduled,
        _ when article.ExpiresAt <= moment => ArticleStatus.Expired,
        _ => ArticleStatus.Published,
    };

    /// <summary>SQL of <see cref="StatusAt"/>: the number of the <see cref="ArticleStatus"/>.</summary>
    public static string StatusSql(string article) =>
        $"""
        (case when {article}.withdrawn_at is not null then {(int)ArticleStatus.Withdrawn}
        when {article}.published_at is null then {(int)ArticleStatus.Draft}
        when {article}.published_at > now() then {(int)ArticleStatus.Scheduled}
        when {article}.expires_at <= now() then {(int)ArticleStatus.Expired}
        else {(int)ArticleStatus.Published} end)::smallint
        """;
}
