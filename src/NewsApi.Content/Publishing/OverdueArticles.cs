using NewsApi.Content.Articles;
using NewsApi.Content.Database;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The lag of <see cref="DueArticles"/>: the articles that became public or expired, but whose row in the log is still missing.
/// </summary>
/// <param name="Since">The time at which the first of these articles became due; null if no article is overdue.</param>
public sealed record OverdueArticles(long Count, DateTimeOffset? Since)
{
    private static readonly string Select =
        $"""
        with clock as materialized (select clock_timestamp() as now),
        due as (
          select published_at as since from article where {Publicity.AppearingSql("article", "(select now from clock)")}
          union all select expires_at from article where {Publicity.LeavingSql("article", "(select now from clock)")}
        )
        select count(*), min(since) from due
        """;

    public static async Task<OverdueArticles> ReadAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OverdueArticles(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset?>(1));
    }
}
