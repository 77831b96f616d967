using System.Globalization;
using System.Text.Json;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// Thousands of filters, orders and page sizes, each answered by the service and by plain objects in memory.
/// <c>NEWSAPI_TEST_SEED</c> repeats a run; <c>NEWSAPI_TEST_CASES</c> makes it longer or shorter than 2 000.
/// </summary>
public sealed class RandomFiltersTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Random_filters_orders_and_pages_agree_with_an_evaluation_over_plain_objects()
    {
        var seed = Number("NEWSAPI_TEST_SEED") ?? Random.Shared.Next();
        var cases = Number("NEWSAPI_TEST_CASES") ?? TestSize.Filters;
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        await RandomThings.StoreAsync(server.Database, new Random(seed), new RandomNews(seed));
        var things = await Thing.AllPublicAsync(server.Database, TimeProvider.System.GetUtcNow());
        var walk = await ListWalk.OverAsync(server, things.SelectMany(t => t));
        var random = new RandomFilters(await InputTypes.OfAsync(server), things, seed);
        var (telling, i) = (0, 0);
        string[] fields = cases >= 500 ? [.. await InputFieldsAsync()] : [];

        // Goes on until every field has been used, because some fields are rare.
        for (; i < cases || (i < 10 * cases && fields.Except(random.Used).Any()); i++)
        {
            // Articles are what there is most to say about.
            var type = new[] { "Article", "Article", "Article", "Person", "Place", "Topic" }[random.Next(6)];
            var (filter, order) = (random.Filter(type), random.Order(type));
            var expected = walk.Sorted(type, things[type].Where(t => FilterTruth.Holds(filter, t)), order);
            var size = Math.Min(50, Math.Max(1 + random.Next(20), (expected.Length + 3) / 4));
            await walk.HoldAsync(
                type, filter, order, size, expected,
                $"seed {seed}, case {i}, {type} {JsonSerializer.Serialize(ListWalk.Json(filter))} by {string.Join(", ", order.Select(o => $"{string.Join('.', o.Path)} {o.Descending}"))}, {size} a page");
            telling += expected.Length > 0 && expected.Length < things[type].Count() ? 1 : 0;
        }

        output.WriteLine($"{i} cases, {telling} of which match a part, {walk.Pages} pages, {random.Used.Count} input fields");

        // Filters that match everything or nothing prove little.
        Assert.True(telling * 3 > i, $"Only {telling} of {i} filters match a part.");
        Assert.Empty(fields.Except(random.Used));
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Every field of every filter and sort of a list, but for those that need PostgreSQL's full-text search, which plain objects lack.
    /// </summary>
    private async Task<IEnumerable<string>> InputFieldsAsync()
    {
        var types = await InputTypes.OfAsync(server);
        string[] roots = ["Article", "Person", "Place", "Topic"];
        return roots.SelectMany(type => new[] { $"{type}FilterInput", $"{type}SortInput" }).Append("MentionFilterInput")
            .SelectMany(input => types[input].Where(f => f.Name is not ("search" or "relevance")).Select(f => $"{input}.{f.Name}"));
    }
}
