using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class ConcurrentImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Concurrent_imports_of_the_same_items_create_each_article_once_and_the_log_has_no_gap()
    {
        var imports = Enumerable.Range(0, 4).Select(async importer =>
        {
            // A pool of its own, as another process would have; each in another order.
            await using var own = NewsDatabase.At(database.ConnectionString);
            var items = Enumerable.Range(0, 200).OrderBy(i => (i * 7919 * (importer + 1)) % 211)
                .Select(i => (Incoming)Article(
                $"urn:together:{i}", headline: $"Headline {i % 5}",
                mentions: [Person($"Person {i % 20}"), Place($"Place {i % 7}", $"urn:p:{i % 7}")]))
                .Append(Entry(EntityKind.Person, "Person 3", slug: "person-three"));
            return await own.ImportAsync(new ImportOptions { BatchSize = 17 }, items);
        });

        var outcomes = (await Task.WhenAll(imports)).SelectMany(o => o).ToArray();

        Assert.DoesNotContain(outcomes, o => o.Result == ItemResult.Rejected);
        Assert.Equal(200, outcomes.Count(
            o => o is { Result: ItemResult.Created } && o.Subject!.StartsWith("urn:", StringComparison.Ordinal)));
        Assert.Equal(200, await database.ScalarAsync<long>("select count(distinct uri) from article"));
        Assert.Equal(200, await database.ScalarAsync<long>("select count(*) from incoming_document"));
        Assert.Equal(27, await database.ScalarAsync<long>("select count(*) from entity"));
        Assert.True(await database.ScalarAsync<bool>(
            "select max(position) = count(*) and count(*) = (select position from wire_head) from wire_change"));
        Assert.Equal(200, await database.ScalarAsync<long>("select count(*) from wire_change where kind = 1"));
    }
}
