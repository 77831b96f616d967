namespace NewsApi.Content.Articles;

/// <summary>
/// Decides when an article is public, and which status an article has. Also decides when the log needs a new row only because time has
/// passed, for example at the end of an embargo. No other code decides this. Each rule exists as a C# predicate and as SQL of the same
/// meaning. <c>PublicityTests</c> compares the two for random times.
/// </summary>
/// <remarks>
/// In SQL, <c>article</c> is the alias of the row, and the clock is PostgreSQL's <c>now()</c>. The clock has the same value for all
/// statements of a snapshot. All processes use this one clock, and not their own clocks. So an embargo ends at the same time for every kind
/// of read and in every process. If a time is null, its comparison with the clock is null, which WHERE treats like false.
/// </remarks>
public static class Publicity
{
    /// <summary>True if an anonymous client may see the article at that moment.</summary>
    public static bool IsPublicAt(this Article article, DateTimeOffset moment) =>
        article.PublishedAt <= moment && !article.IsHiddenAt(moment);

    /// <summary>SQL of <see cref="IsPublicAt"/>.</summary>
    public static string PublicSql(string article) =>
        $"{PublishedSql(article)} and {article}.withdrawn_at is null and ({article}.expires_at is null or {article}.expires_at > now())";

    /// <summary>
    /// SQL: the time of publication has come. This alone does not make an article public: the article can be withdrawn or expired.
    /// </summary>
    /// <param name="row">
    /// The alias of an article or of a mention. A mention has a copy of the article's time of publication, so that an index on mentions can
    /// contain this time.
    /// </param>
    public static string PublishedSql(string row) => $"{row}.published_at <= now()";

    /// <summary>True if the article is withdrawn or has expired at that moment. The time of its publication does not matter.</summary>
    public static bool IsHiddenAt(this Article article, DateTimeOffset moment) =>
        article.WithdrawnAt is not null || article.ExpiresAt <= moment;

    /// <summary>
    /// SQL of <see cref="IsHiddenAt"/>. The second line of the SQL implies the first line. Nevertheless the first line is needed: it
    /// repeats the predicate of the partial index <c>article_hidden</c>, because otherwise PostgreSQL would not use the index.
    /// </summary>
    public static string HiddenSql(string article) =>
        $"""
        ({article}.withdrawn_at is not null or {article}.expires_at is not null)
        and ({article}.withdrawn_at is not null or {article}.expires_at <= now())
        """;

    /// <summary>
    /// True if the article was public at some time up to that moment. A scheduled article that was withdrawn before its time of publication
    /// was never public.
    /// </summary>
    public static bool WasPublicBy(this Article article, DateTimeOffset moment) =>
        article.FirstPublishedAt <= (article.WithdrawnAt < moment ? article.WithdrawnAt : moment);

    /// <summary>
    /// True if the log needs a new row only because time has passed. The article has become public or has expired, but
    /// <see cref="Article.IsPublicInLog"/> still has the earlier value.
    /// </summary>
    public static bool IsDueAt(this Article article, DateTimeOffset moment) => article.IsPublicInLog != article.IsPublicAt(moment);

    /// <summary>
    /// SQL: the article is public, but the log does not announce it yet. Repeats the predicate of the index <c>article_to_appear</c>, so
    /// that PostgreSQL uses the index.
    /// </summary>
    /// <param name="now">
    /// SQL that computes the present time, for example <c>(select now from clock)</c>. PostgreSQL must compute the time only once for the
    /// whole statement, because otherwise PostgreSQL could not use the time for an index search.
    /// </param>
    public static string AppearingSql(string article, string now) => $"{ToAppearSql(article, now)} and {article}.published_at <= {now}";

    /// <summary>
    /// SQL: the article is public or will become public, and the log does not announce it yet. The lowest <c>published_at</c> of these
    /// articles is the time at which the next article becomes public.
    /// </summary>
    public static string ToAppearSql(string article, string now) =>
        $"""
        not {article}.announced and {article}.withdrawn_at is null and {article}.published_at is not null
        and coalesce({article}.expires_at, 'infinity') > {now}
        """;

    /// <summary>
    /// SQL: the article has expired, but the log still announces it. Repeats the predicate of the index <c>article_to_leave</c>, so that
    /// PostgreSQL uses the index.
    /// </summary>
    public static string LeavingSql(string article, string now) => $"{ToLeaveSql(article)} and {article}.expires_at <= {now}";

    /// <summary>
    /// SQL: the log announces the article, and the article has an expiry. The lowest <c>expires_at</c> of these articles is the time at
    /// which the next article expires.
    /// </summary>
    public static string ToLeaveSql(string article) => $"{article}.announced and {article}.expires_at is not null";

    /// <summary>
    /// SQL: an article is public and the log does not announce it, or the log announces an article that is not public. If this is false in
    /// a snapshot, the public articles of the snapshot are those that the log announces.
    /// </summary>
    /// <remarks>
    /// The clock <c>now()</c> is read a moment before the snapshot is taken. So a snapshot can have an article that was published after
    /// <c>now()</c>: it is announced, and not public yet. So has a snapshot whose server's clock is behind that of the server which had
    /// the write. The third line finds such articles.
    /// </remarks>
    public static string DiffersFromLogSql { get; } =
        $"""
        (exists (select from article due where {AppearingSql("due", "now()")})
        or exists (select from article due where {LeavingSql("due", "now()")})
        or exists (select from article due where due.announced and due.published_at > now()))
        """;

    /// <summary>Returns the status of an article at that moment.</summary>
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
