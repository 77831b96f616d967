using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Ranks the results of a search by relevance. PostgreSQL reads the words of each row that it ranks. So only the newest matching rows are
/// ranked, which bounds the cost of a search for a frequent word. This limit is acceptable, because the relevance falls with the age of an
/// article: an older article would rarely be on the first pages.
/// </summary>
public static class SearchRanking
{
    /// <summary>The largest number of rows that are ranked.</summary>
    public const int Most = 500;

    /// <summary>
    /// The number of newest rows in which the statement first looks for matches. If these rows have too few matches, the statement reads
    /// the full-text index. At most 500 rows (<see cref="Most"/>) are ranked, so these 2000 rows suffice if a fourth of them match.
    /// </summary>
    public const int Window = 2000;

    /// <summary>
    /// Plans the list of the rows to rank: the newest matching rows. For a later page, the list leaves out articles that were published
    /// after the first page was read. Each such article would remove another article from the list, because the length of the list is
    /// limited.
    /// </summary>
    internal static ListPlan PlanCandidates(ListPlan plan)
    {
        var published = ContentTable.Article[nameof(Article.PublishedAt)];
        Condition NoNewer(Condition where) => plan.List.Moment is { } moment && (plan.List.Cursor ?? plan.List.EndCursor) is not null
            ? Condition.All([where, new Condition.Not(new Condition.Compare(published, Operators.Greater, moment))])
            : where;
        var newest = plan.List with
        {
            Selection = new Selection(plan.List.Table),
            Where = NoNewer(plan.List.Where),
            Order = [new SortKey(published, Descending: true)],
            Size = Most - 1,
            Skip = 0,
            Backward = false,
            Cursor = null,
            EndCursor = null,
        };
        return new(newest, plan.Driver is { } driver ? driver with { Residual = NoNewer(driver.Residual) } : null);
    }

    /// <summary>
    /// Returns the SQL of an article's relevance. Words in the headline count most, then kicker and summary, then body, then byline and the
    /// names of people, places and topics. The relevance is higher if the words are close together, or if the text is short. A bonus for
    /// new articles raises the relevance by up to 100 %. After 30 days the bonus is half as large.
    /// </summary>
    internal static string Score(SearchTables search, SqlText sql, DateTime? moment)
    {
        // A moment that is given comes from the clock too, for the first page.
        sql.DependsOnMoment = true;
        var (query, clock) = (search.RankQuery("a"), moment is { } pinned ? sql.AddParameter(pinned) : "now()");
        var weights = "'{0.1, 0.2, 0.4, 1}'::real[]";
        return $"""
            (select (ts_rank({weights}, a.search, by.query, 1) + ts_rank_cd({weights}, a.search, by.query, 1))::float8
            * (1 + 30 / (30 + greatest(extract(epoch from {clock} - coalesce(a.published_at, {clock}))::float8 / 86400, 0)))
            from {query} by)
            """;
    }
}
