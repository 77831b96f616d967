using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Database;

public sealed class NewsDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_migrated_database_waits_for_nothing()
    {
        Assert.Empty(await database.Database.PendingMigrationsAsync(TestContext.Current.CancellationToken));
    }
}
