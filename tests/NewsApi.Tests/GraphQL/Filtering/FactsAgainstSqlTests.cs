using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

public sealed class FactsAgainstSqlTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Thousands_of_made_up_filters_and_articles_agree()
    {
        var facts = new FactsAgainstSql(server, output);
        var seed = facts.Seed();
        var random = new Random(seed);
        await RandomThings.StoreAsync(server.Database, random, new RandomNews(seed));
        await facts.AgreeAsync(seed, random, filters: 800, searches: 6);
    }
}
