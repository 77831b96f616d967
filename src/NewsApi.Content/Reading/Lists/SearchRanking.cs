using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// Ranks the results of a search by relevance. PostgreSQL reads the words of each row that it ranks, so only the newest rows that match are
/// ranked. That bounds the cost of a search for a frequent word. An article that is older than all of them would hardly be on the first
/// pages.
/// </summary>
public static class SearchRanking
{
    /// <summary>The greatest number of rows that are ranked.</summary>
    public const int Most = 500;

    /// <summary>
    /// How many of the newest rows are read to find those that match, before the full-text index is read for all matches. This is enough if
    /// the words are in a fourth of the articles.
    /// </summary>
    public const int Window = 2000;

    /// <summary>
    /// Plans the list of the rows to rank: the newest that match. For a later page it leaves out articles that were published after the
    /// first page was read, because each would push another article off the list.
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
            Backward = false,
            Cursor = null,
            EndCursor = null,
        };
        return new(newest, plan.Driver is { } driver ? driver with { Residual = NoNewer(driver.Residual) } : null);
    }

    /// <summary>
    /// Returns the SQL of an article's relevance. It depends on the fields that have the words: headline, then kicker and summary, then
    /// body, then byline. It is higher if the words are close together and the text is short. A new article has up to twice that relevance;
    /// half of this addition is gone after a month.
    /// </summary>
    internal static string Score(SearchTables search, SqlText sql, DateTime? moment)
    {
        var (query, clock) = (search.RankQuery("a"), moment is { } pinned ? sql.AddParameter(pinned) : "now()");
        var weights = "'{0.1, 0.2, 0.4, 1}'::real[]";
        return $"""
            (select (ts_rank({weights}, a.search, by.query, 1) + ts_rank_cd({weights}, a.search, by.query, 1))::float8
            * (1 + 30 / (30 + greatest(extract(epoch from {clock} - coalesce(a.published_at, {clock}))::float8 / 86400, 0)))
            from {query} by)
            """;
    }
}
