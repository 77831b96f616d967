using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A server with random content, and the random queries and writes for it.</summary>
internal sealed record RandomNewsroom(int Seed, Random Random, RandomQueries Queries, RandomWrites Writes)
{
    /// <summary>Stores the content and prints the seed. <c>NEWSAPI_TEST_SEED</c> repeats a run.</summary>
    public static async Task<RandomNewsroom> CreateAsync(TestServer server, ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, null)
            : System.Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        var random = new Random(seed);
        await RandomThings.StoreAsync(server.Database, random, new RandomNews(seed));
        var things = await Thing.AllPublicAsync(server.Database, TimeProvider.System.GetUtcNow());
        var queries = new RandomQueries(new RandomFilters(await InputTypes.OfAsync(server), things, seed), things, random);
        var writes = new RandomWrites(server, random);
        await writes.LoadAsync();
        return new RandomNewsroom(seed, random, queries, writes);
    }
}
