using System.Collections.Concurrent;
using System.Diagnostics;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Memory;
using Npgsql;

namespace NewsApi.Tests.Support;

/// <summary>
/// The SQL that is really sent to one database while this stands, by Npgsql's own tracing: one entry a round trip. What the service asks
/// by itself, whoever asks it for what, is left out: the settings of a new connection, where the log stands, what is due, and names that
/// articles must follow.
/// </summary>
internal sealed class StatementLog : IDisposable
{
    private static readonly string[] OfTheService =
    [
        "set default_transaction_isolation", "wire_change", "not announced", "not article.announced", "api_key", "listen ",
        "select epoch, position from wire_head", "and not kept_back from entity", "from article where announced", "where a.announced group by",
        "update webhook",
    ];

    private readonly ConcurrentQueue<string> _roundTrips = [];
    private readonly ActivityListener _listener;

    /// <param name="everything">With what the service asks by itself.</param>
    public StatementLog(TestDatabase database, bool everything = false)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Tag(activity, "db.namespace") == name && Tag(activity, "db.query.text") is { } sql
                    && (everything || !IsOfTheService(activity, sql)))
                {
                    _roundTrips.Enqueue(sql);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<string> RoundTrips => [.. _roundTrips];

    public void Dispose() => _listener.Dispose();

    private static bool IsOfTheService(Activity activity, string sql) =>
        activity.Parent?.OperationName is NameRefresh.ActivityName or DueArticles.ActivityName or EntityMemoryFollower.ActivityName
        || OfTheService.Any(part => sql.Contains(part, StringComparison.Ordinal));

    private static string? Tag(Activity activity, string name) => activity.GetTagItem(name)?.ToString();
}
