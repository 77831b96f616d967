using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

[Trait("Needs", "Shared data")]
public sealed class RealItemsFactsTests(TestServer server, ITestOutputHelper output) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Facts_and_SQL_agree_on_filters_over_ten_thousand_real_items()
    {
        var file = SharedData.Path("reuters-public.ndjson.gz");
        var facts = new FactsAgainstSql(server, output);
        var seed = facts.Seed();
        var items = new IncomingReader(new ItemSource()).ReadAsync([file], TestContext.Current.CancellationToken);
        await foreach (var outcome in new Importer(server.Database.Database)
            .ImportAsync(items, new ImportOptions(), TestContext.Current.CancellationToken))
        {
            Assert.Equal(ItemResult.Created, outcome.Result);
        }

        await server.Database.ExecuteAsync("analyze");
        await facts.AgreeAsync(seed, new Random(seed), filters: 60, searches: 12);
    }
}
