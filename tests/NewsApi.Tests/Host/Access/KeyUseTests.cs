using System.Net;
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
            Assert.Null(Assert.Single(await keys.ListAsync(Cancel), key => key.Name == "used").LastUsedAt);
        }

        var list = await keys.ListAsync(Cancel);
        Assert.NotNull(Assert.Single(list, key => key.Name == "used").LastUsedAt);
        Assert.Null(Assert.Single(list, key => key.Name == "unused").LastUsedAt);
    }

    [Fact]
    public async Task The_key_of_a_request_that_the_limit_of_its_address_refuses_is_not_checked()
    {
        var keys = new ApiKeys(database.Database, TimeProvider.System);
        string? refused = null;
        await using (var service = await NewsService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", database.ConnectionString,
                "--Logging:LogLevel:Default", "Warning",
                "--NewsApi:Rates:PrivateAddresses", "true", "--NewsApi:Rates:CostPerAddress", "100",
            ],
            Cancel))
        {
            using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
            async Task<HttpStatusCode> SendAsync(string? secret)
            {
                client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
                using var answer = await client.GetAsync(new Uri("graphql?query=%7B__typename%7D", UriKind.Relative), Cancel);
                return answer.StatusCode;
            }

            // The address may send again after a moment, and then the key is checked. Another key comes next.
            for (var i = 0; refused is null && i < 20; i++)
            {
                for (var j = 0; j < 500 && await SendAsync(null) != HttpStatusCode.TooManyRequests; j++)
                {
                }

                var key = Assert.IsType<CreatedKey.Created>(await keys.CreateAsync($"refused {i}", Role.Reader, null, Cancel));
                refused = await SendAsync(key.Secret) == HttpStatusCode.TooManyRequests ? $"refused {i}" : null;
            }
        }

        Assert.NotNull(refused);
        Assert.Null(Assert.Single(await keys.ListAsync(Cancel), key => key.Name == refused).LastUsedAt);
    }
}
