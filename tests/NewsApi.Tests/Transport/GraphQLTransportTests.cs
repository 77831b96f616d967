using System.Text;
using Xunit;

namespace NewsApi.Tests.Transport;

public class GraphQLTransportTests
{
    [Theory]
    [InlineData("/graphql?sdl")]
    [InlineData("/graphql?sdl=")]
    [InlineData("/graphql/sdl")]
    [InlineData("/graphql/schema")]
    [InlineData("/graphql/schema.graphql")]
    public async Task The_schema_can_be_downloaded_at_every_address_that_clients_use(string address)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("", "text/html", address);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/graphql; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment; filename=\"schema.graphql\"", response.Content.Headers.ContentDisposition?.ToString());
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(EchoServer.Sdl, Encoding.UTF8.GetString(bytes));
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_posted_operation_runs_even_if_the_URL_contains_sdl()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql?sdl")
        {
            Content = new StringContent("""{"query":"x"}""", Encoding.UTF8, "application/json"),
        };
        using var response = await server.SendAsync(request);
        Assert.Equal("x", (await response.EchoAsync()).GetProperty("query").GetString());
    }

    [Theory]
    [InlineData("/graphql/schema.json")]
    [InlineData("/graphqlx")]
    [InlineData("/")]
    public async Task An_unknown_address_gets_404(string address)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=x", path: address);
        Assert.Equal(404, (int)response.StatusCode);
    }
}
