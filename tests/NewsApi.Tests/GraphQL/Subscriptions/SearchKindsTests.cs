using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

/// <summary>
/// The kinds of changes to lists with searches are exact: only an article outside the list enters it, only one in the list is updated or
/// leaves. The log is read after the texts have changed again. <c>NEWSAPI_TEST_SEED</c> repeats the filters.
/// </summary>
public sealed class SearchKindsTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    private const int Acts = 300;

    private const string Due =
        $"""
        select count(*) from article where announced <> coalesce(
        published_at <= clock_timestamp() and withdrawn_at is null and coalesce(expires_at, 'infinity') > clock_timestamp(), false)
        or (withdrawn_at is null and greatest(published_at, expires_at) between clock_timestamp() and clock_timestamp() + interval '1 minute')
        """;

    /// <summary>Whether the names of people, places and topics in the articles are not up to date with the log.</summary>
    private const string Refreshing =
        """
        select count(*) from name_refresh r where target is not null or epoch = 0
        or exists (select from wire_change where position > r.position and kind = 2)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_searches_get_exactly_the_articles_that_enter_are_updated_and_leave()
    {
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, null)
            : Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        var random = new Random(seed);
        await RandomThings.StoreAsync(server.Database, random, new RandomNews(seed));
        await QuietAsync();
        Condition[] wheres = [.. Enumerable.Range(0, TestSize.Lists).Select(_ => Where(random, depth: 2))];
        var begin = await Task.WhenAll(wheres.Select(ReadAsync));

        await RandomEditors.WriteAsync(server, new Random(seed), Acts, renames: true);
        await QuietAsync();

        var log = await LogAsync(begin[0].Cursor.Position);
        Assert.All(begin, list => Assert.Equal(begin[0].Cursor, list.Cursor));
        var kinds = new Dictionary<ListChangeKind, int>();
        foreach (var (where, list) in wheres.Zip(begin))
        {
            var held = list.Ids.ToHashSet();
            var middle = random.Next(log.Count);
            await FollowAsync(where, log.Take(middle), held, random, kinds);

            // A reader that begins in the middle of the log has looked nothing up before.
            await FollowAsync(where, log.Skip(middle), held, random, kinds);
            Assert.Equal((await ReadAsync(where)).Ids.Order(), held.Order());
        }

        output.WriteLine($"{log.Count} changes; {string.Join(", ", kinds)}");
        Assert.All(Enum.GetValues<ListChangeKind>(), kind => Assert.True(kinds.GetValueOrDefault(kind) > TestSize.Lists));
    }

    private async Task FollowAsync(
        Condition where, IEnumerable<WireChange> log, HashSet<long> held, Random random, Dictionary<ListChangeKind, int> kinds)
    {
        var matcher = new ChangeMatcher(where, new SnapshotFactory(server.Database.Database));
        foreach (var segment in log.Chunk(random.Next(1, 60)))
        {
            foreach (var change in await matcher.MatchAsync(segment, Cancel))
            {
                var wasHeld = change.Kind == ListChangeKind.Entered ? !held.Add(change.ArticleId)
                    : change.Kind == ListChangeKind.Left ? held.Remove(change.ArticleId)
                    : held.Contains(change.ArticleId);
                Assert.True(wasHeld == change.Kind is not ListChangeKind.Entered, $"{change} of {where.Key}");
                kinds[change.Kind] = kinds.GetValueOrDefault(change.Kind) + 1;
            }
        }
    }

    private static Condition Where(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
        {
            return random.Next(4) switch
            {
                0 => new Condition.Compare(ContentTable.Article["Section"], Operators.Equal, "Economy"),
                1 => new Condition.Compare(ContentTable.Article["Urgency"], Operators.Greater, 4),
                _ => Search(),
            };
        }

        return random.Next(3) switch
        {
            0 => new Condition.Not(Where(random, depth - 1)),
            1 => Condition.Either([Search(), Where(random, depth - 1)]),
            _ => Condition.All([Search(), Where(random, depth - 1)]),
        };

        Condition.Search Search()
        {
            string[] words = [.. RandomEditors.Words, "northern", "southern", "ærø", "haus", "\"it was\"", "oslo", "sail ferry", "nora",
                "banks", "\"nora banks\"", "oystein", "nora banks or ferry"];
            var text = words[random.Next(words.Length)];
            return new(ContentTable.Article, random.Next(5) switch
            {
                0 => $"-{text}",
                1 => $"{text} or {words[random.Next(words.Length)]}",
                2 => $"{text} -{words[random.Next(words.Length)]}",
                _ => text,
            });
        }
    }

    private Task QuietAsync() => Poll.UntilAsync(async () =>
        await server.Database.ScalarAsync<long>(Due) == 0 && await server.Database.ScalarAsync<long>(Refreshing) == 0);

    private async Task<(IReadOnlyList<long> Ids, WireCursor Cursor)> ReadAsync(Condition where)
    {
        var list = TestLists.Of(ContentTable.Article).List(size: 10_000) with { Where = where };
        var page = await server.Database.ReadAsync(list, Visibility.Public);
        return ([.. page.Ids()], page.Wire);
    }

    private async Task<IReadOnlyList<WireChange>> LogAsync(long after)
    {
        var changes = new List<WireChange>();
        await using var command = server.Database.Source.CreateCommand(
            "select position, committed_at, kind, subject_id, internal, before::text, after::text from wire_change where position > $1 order by 1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = after });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            changes.Add(new(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), (ChangeKind)reader.GetInt16(2), reader.GetInt64(3),
                reader.GetBoolean(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return changes;
    }
}
