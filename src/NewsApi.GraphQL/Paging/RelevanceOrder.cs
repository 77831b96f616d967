using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Paging;

/// <summary>What a list in the order of relevance needs beside that sort key: a search, a moment, the time for ties.</summary>
internal static class RelevanceOrder
{
    /// <summary>
    /// Completes the order of a list. Without a search that must match, every row is equally relevant, and the key is left out.
    /// </summary>
    /// <param name="cursor">A cursor of the list, which carries the moment of its first page.</param>
    /// <exception cref="RequestError">The list lies below another object, where nothing is ranked.</exception>
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

            // Not before the article that was published just now.
            Moment = (cursor is null ? null : PageCursor.ReadMoment(cursor)) ?? NextSecond(TimeProvider.System.GetUtcNow().UtcDateTime),
        };
    }

    private static DateTime NextSecond(DateTime time) => time.AddTicks(TimeSpan.TicksPerSecond - (time.Ticks % TimeSpan.TicksPerSecond));
}
