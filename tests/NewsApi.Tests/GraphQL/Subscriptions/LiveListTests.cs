using System.Text.Json;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>
/// A front end reads a list, subscribes after its cursor and applies the events, while editors write. The list then equals the result of
/// a fresh query. <c>NEWSAPI_TEST_SEED</c> repeats a run as far as threads allow.
/// </summary>
public sealed class LiveListTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private const int Acts = 400;

    private const string Page =
        "query ($where: ArticleFilterInput, $after: String) { articles(where: $where, first: 50, after: $after) { nodes { id version } pageInfo { hasNextPage endCursor } wireCursor } }";

    private const string Changes =
        "subscription ($where: ArticleFilterInput, $after: String) { articleChanges(where: $where, after: $after) { kind id article { id version } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_lists_updated_by_their_events_equal_the_results_of_a_fresh_query()
    {
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, null)
            : Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        var random = new Random(seed);
        await RandomThings.StoreAsync(server.Database, random, new RandomNews(seed));
        var things = await Thing.AllPublicAsync(server.Database, TimeProvider.System.GetUtcNow());
        var filters = new RandomFilters(await InputTypes.OfAsync(server), things, seed);
        object?[] wheres = [.. Enumerable.Range(0, TestSize.Lists).Select(i => Where(filters, i))];

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var lists = new List<Task<LiveList>>();
        var writing = RandomEditors.WriteAsync(server, new Random(seed), Acts);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        foreach (var where in wheres)
        {
            // Each list opens at a moment of its own, while the editors write.
            lists.Add(LiveList.OpenAsync(server, where, stop.Token));
            await pace.WaitForNextTickAsync(Cancel);
        }

        var acts = await writing;
        foreach (var (list, where) in (await Task.WhenAll(lists)).Zip(wheres))
        {
            output.WriteLine(JsonSerializer.Serialize(where));
            await list.EqualsAsync(() => FreshAsync(where));
        }

        await stop.CancelAsync();
        output.WriteLine($"{acts} acts, {(await Task.WhenAll(lists)).Sum(l => l.Events)} events in {TestSize.Lists} lists");
    }

    private static object? Where(RandomFilters filters, int i) => (i % 5) switch
    {
        // A search too, which the log cannot decide alone.
        0 => new { and = new[] { ListWalk.Json(filters.Filter("Article")), new { search = "northern" } } },
        1 => new { not = new { search = "southern" } },
        _ => ListWalk.Json(filters.Filter("Article")),
    };

    private async Task<Dictionary<string, int>> FreshAsync(object? where)
    {
        var (list, after) = (new Dictionary<string, int>(), (string?)null);
        do
        {
            var page = (await server.QueryAsync(Page, new { where, after })).GetProperty("articles");
            foreach (var node in page.GetProperty("nodes").EnumerateArray())
            {
                list[node.GetProperty("id").GetString()!] = node.GetProperty("version").GetInt32();
            }

            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);

        return list;
    }

    /// <summary>A list as a front end keeps it: pages first, then events after the cursor of the first page.</summary>
    private sealed class LiveList
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _articles = [];
        private Task? _following;

        public int Events { get; private set; }

        public static async Task<LiveList> OpenAsync(TestServer server, object? where, CancellationToken stop)
        {
            var list = new LiveList();
            string? cursor = null, after = null;
            do
            {
                var page = (await server.QueryAsync(Page, new { where, after })).GetProperty("articles");
                cursor ??= page.GetProperty("wireCursor").GetString();
                foreach (var node in page.GetProperty("nodes").EnumerateArray())
                {
                    list._articles[node.GetProperty("id").GetString()!] = node.GetProperty("version").GetInt32();
                }

                after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()
                    ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
            }
            while (after is not null);

            var stream = await EventStreamClient.OpenAsync(server.Client, Changes, new { where, after = cursor }, cancellationToken: stop);
            list._following = list.FollowAsync(stream, stop);
            return list;
        }

        /// <summary>Returns when the list is what a fresh query returns; fails with the difference.</summary>
        public async Task EqualsAsync(Func<Task<Dictionary<string, int>>> fresh) => await Poll.ReadUntilAsync(
            async () =>
            {
                string[] expected = [.. (await fresh()).Select(a => $"{a.Key} v{a.Value}")];
                lock (_lock)
                {
                    string[] held = [.. _articles.Select(a => $"{a.Key} v{a.Value}")];
                    return (Missing: string.Join(", ", expected.Except(held)), Surplus: string.Join(", ", held.Except(expected)),
                        _following?.Status);
                }
            },
            difference => difference is { Missing: "", Surplus: "" });

        private async Task FollowAsync(EventStreamClient stream, CancellationToken stop)
        {
            using (stream)
            {
                try
                {
                    while (await stream.NextAsync(stop) is { } next)
                    {
                        Apply(next.Data);
                    }
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // The test is over.
                }
            }
        }

        private void Apply(JsonElement change)
        {
            var id = change.GetProperty("id").GetString()!;
            lock (_lock)
            {
                Events++;
                if (change.GetProperty("kind").GetString() == "LEFT")
                {
                    _articles.Remove(id);
                }
                else
                {
                    _articles[id] = change.GetProperty("article").GetProperty("version").GetInt32();
                }
            }
        }
    }
}
