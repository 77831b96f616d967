using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Paging;

/// <summary>
/// Completes the queries of lists that are sorted by relevance. Relevance depends on a search, and on the age of an article. All pages of a
/// list measure the age from the same time. Articles of equal relevance are sorted by publication time.
/// </summary>
internal static class RelevanceOrder
{
    /// <summary>
    /// Returns the query with the sort keys and the time that a list sorted by relevance needs. Relevance is computed only from searches
    /// that every row must match. For example, a search inside <c>or</c> does not count, because a row may match another branch of
    /// <c>or</c>. If no search counts, all rows are equally relevant, so the sort key <c>relevance</c> is removed.
    /// </summary>
    /// <param name="cursor">
    /// A cursor of the list; null for the first page. The cursor contains the time from which the first page measured the age of articles.
    /// </param>
    /// <exception cref="RequestError">
    /// The list is a field of another object, for example of a person. Such a list cannot be sorted by relevance.
    /// </exception>
    public static ListQuery Complete(ListQuery list, TableType type, string? cursor, bool isNested)
    {
        if (!list.IsRanked)
        {
            return list;
        }

        if (isNested)
        {
            throw RequestError.RelevanceBelowRoot();
        }

        if (!list.Where.Conjuncts.Any(c => c is Condition.Search))
        {
            var keys = list.Order.Where(k => k.Field.Name != ContentTable.Relevance).ToArray();
            return list with { Order = keys.Length > 0 ? [.. keys] : type.DefaultOrder };
        }

        var published = type.Table[nameof(Article.PublishedAt)];
        return list with
        {
            Order = list.Order.Any(k => k.Field == published) ? list.Order : [.. list.Order, new SortKey(published, Descending: true)],

            // The next full second: an article that was published in this second must not be later than the time.
            Moment = (cursor is null ? null : PageCursor.ReadMoment(cursor)) ?? NextSecond(TimeProvider.System.GetUtcNow().UtcDateTime),
        };
    }

    private static DateTime NextSecond(DateTime time) => time.AddTicks(TimeSpan.TicksPerSecond - (time.Ticks % TimeSpan.TicksPerSecond));
}
