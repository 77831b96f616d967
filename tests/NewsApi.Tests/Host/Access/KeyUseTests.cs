using System.Net.Http.Headers;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

public sealed class KeyUseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_use_of_a_key_is_stored_at_the_latest_when_the_service_stops_and_never_by_a_request()
    {
        var keys = new ApiKeys(database.Database, TimeProvider.System);
        var used = Assert.IsType<CreatedKey.Created>(await keys.CreateAsync("used", Role.Reader, null, Cancel));
        await keys.CreateAsync("unused", Role.Reader, null, Cancel);
        await using (var service = await NewsService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", database.ConnectionString,
                "--Logging:LogLevel:Default", "Warning",
            ],
            Cancel))
        {
            using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", used.Secret);
            (await client.GetAsync(new Uri("graphql?query=%7B__typename%7D", UriKind.Relative), Cancel)).EnsureSuccessStatusCode();
            Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from api_key where last_used_at is not null"));
        }

        var list = await keys.ListAsync(Cancel);
        Assert.NotNull(Assert.Single(list, key => key.Name == "used").LastUsedAt);
        Assert.Null(Assert.Single(list, key => key.Name == "unused").LastUsedAt);
    }
}
