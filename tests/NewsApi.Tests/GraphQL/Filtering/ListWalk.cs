using System.Globalization;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>Walks lists page by page, forwards and backwards, and holds every page to what it has to be.</summary>
internal sealed class ListWalk
{
    private static readonly Dictionary<string,
        string> Plurals = new() { ["Article"] = "articles", ["Person"] = "people", ["Place"] = "places", ["Topic"] = "topics" };

    private readonly TestServer _server;
    private readonly Dictionary<string, int> _ranks;

    private ListWalk(TestServer server, Dictionary<string, int> ranks) => (_server, _ranks) = (server, ranks);

    /// <summary>How many pages were read.</summary>
    public int Pages { get; private set; }

    /// <summary>Takes the order of texts from PostgreSQL: ICU's root collation is part of the promise, and .NET has none here.</summary>
    public static async Task<ListWalk> OverAsync(TestServer server, IEnumerable<Thing> things)
    {
        string[] texts = [.. things.SelectMany(t => t.Values.Values).OfType<string>().Distinct(StringComparer.Ordinal)];
        await using var command =
            server.Database.Source.CreateCommand("""select text from unnest($1) text order by text collate "und-x-icu" """);
        command.Parameters.Add(new NpgsqlParameter { Value = texts });
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            ranks.Add(reader.GetString(0), ranks.Count);
        }

        return new ListWalk(server, ranks);
    }

    /// <summary>The things in the order asked for, nothing as the largest value, ids last and in the direction of the last key.</summary>
    public Thing[] Sorted(string type, IEnumerable<Thing> things, IReadOnlyList<(string[] Path, bool Descending)> order)
    {
        if (order.Count == 0)
        {
            order = type == "Article" ? [(["publishedAt"], true)] : [(["name"], false)];
        }

        return [.. things.Order(Comparer<Thing>.Create((a, b) => order
            .Select(key => Compare(At(a, key.Path), At(b, key.Path)) * (key.Descending ? -1 : 1))
            .Append(a.Id.CompareTo(b.Id) * (order[^1].Descending ? -1 : 1)).FirstOrDefault(c => c != 0)))];
    }

    /// <param name="most">How many pages to read in each direction at most.</param>
    /// <param name="because">What a failure is reported with.</param>
    public async Task HoldAsync(
        string type, IReadOnlyDictionary<string, object?> filter, IReadOnlyList<(string[] Path, bool Descending)> order, int size,
            Thing[] expected, string because, int most = int.MaxValue)
    {
        var ids = Array.ConvertAll(expected, t => t.GlobalId);
        var list = new { where = Json(filter), order = order.Select(key => Nested(key.Path, key.Descending ? "DESC" : "ASC")) };
        foreach (var forwards in new[] { true, false })
        {
            string? cursor = null;
            for (var (at, page) = (0, 0); page < most; page++)
            {
                var answer = await _server.PostAsync(
                    $$"""
                    query($first: Int, $after: String, $last: Int, $before: String, $where: {{type}}FilterInput,
                        $order: [{{type}}SortInput!]) {
                      list: {{Plurals[type]}}(first: $first, after: $after, last: $last, before: $before, where: $where, order: $order) {
                        totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
                    """,
                    forwards ? new { first = size, after = cursor, list.where, list.order }
                        : new { last = size, before = cursor, list.where, list.order });
                Pages++;
                Assert.False(answer.TryGetProperty("errors", out _), $"{because}: {answer}");
                var found = answer.GetProperty("data").GetProperty("list");
                var info = found.GetProperty("pageInfo");
                var (from, to) = forwards ? (at, Math.Min(at + size, ids.Length)) : (Math.Max(0, ids.Length - at - size), ids.Length - at);
                Assert.True(ids[from..to]
                    .SequenceEqual(found.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString())),
                    $"{because}: another page {page}, {(forwards ? "forwards" : "backwards")}");
                Assert.True(ids.Length == found.GetProperty("totalCount")
                    .GetInt32(), $"{because}: totalCount is {found.GetProperty("totalCount")} and not {ids.Length}");
                var more = forwards ? to < ids.Length : from > 0;
                Assert.True(more == info.GetProperty(forwards ? "hasNextPage" : "hasPreviousPage")
                    .GetBoolean(), $"{because}: wrong about more pages");
                if (!more)
                {
                    break;
                }

                (at, cursor) = (at + size, info.GetProperty(forwards ? "endCursor" : "startCursor").GetString());
            }
        }
    }

    /// <summary>A filter as it stands in the variables of a request.</summary>
    public static object? Json(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(f => f.Key, f => Json(f.Value)),
        object?[] items => Array.ConvertAll(items, Json),
        Thing.Choice choice => choice.Name,
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object Nested(string[] path, string direction) =>
        path.Reverse().Aggregate((object)direction, (of, name) => new Dictionary<string, object> { [name] = of });

    private static object? At(Thing thing, string[] path)
    {
        var at = path[..^1].Aggregate((Thing?)thing, (of, _) => of?.Parent);
        return at?.Values[path[^1]];
    }

    private int Compare(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string left, string right) => _ranks[left].CompareTo(_ranks[right]),
        (Thing.Choice left, Thing.Choice right) => left.Order.CompareTo(right.Order),
        _ => ((IComparable)a).CompareTo(b),
    };
}
