using System.Net;
using Xunit;

namespace NewsApi.Tests.Support;

public sealed class TestServerTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_test_server_is_the_real_service_on_a_real_port_over_the_database_of_the_class()
    {
        using var response = await server.Client.GetAsync("health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var uri = await server.Newsroom.PublishAsync("Harbour bridge reopens", TestNewsroom.Place("Oslo"));
        var data = await server.QueryAsync("query ($uri: String) { article(uri: $uri) { headline places { name } } }", new { uri });
        Assert.Equal("""{"headline":"Harbour bridge reopens","places":[{"name":"Oslo"}]}""", data.GetProperty("article").GetRawText());
    }
}
