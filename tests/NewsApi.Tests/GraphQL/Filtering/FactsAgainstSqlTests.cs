using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

public sealed class FactsAgainstSqlTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Facts_and_SQL_agree_on_hundreds_of_random_filters()
    {
        var facts = new FactsAgainstSql(server, output);
        var seed = facts.Seed();
        var random = new Random(seed);
        await RandomThings.StoreAsync(server.Database, random, new RandomNews(seed));
        await facts.AgreeAsync(seed, random, filters: 800, searches: 6);
    }
}
