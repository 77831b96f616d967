using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class ResponseWriterTests
{
    private const string GraphQL = "application/graphql-response+json";
    private const string Json = "application/json";

    [Theory]
    [InlineData("fine", GraphQL, 200)]
    [InlineData("request error", GraphQL, 400)]
    [InlineData("no data", GraphQL, 500)]
    [InlineData("fine", Json, 200)]
    [InlineData("request error", Json, 200)]
    [InlineData("no data", Json, 200)]
    public async Task The_status_code_shows_request_errors_except_to_legacy_clients(string query, string accept, int status)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync($$"""{"query":"{{query}}"}""", accept);
        Assert.Equal((status, accept), ((int)response.StatusCode, response.MediaType()));
        Assert.Equal(query, (await response.EchoAsync()).GetProperty("query").GetString());
    }

    [Theory]
    [InlineData(GraphQL)]
    [InlineData(Json)]
    [InlineData(null)]
    public async Task A_mutation_by_GET_gets_405_with_POST_as_the_allowed_method(string? accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=mutation", accept);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_response_has_its_length_and_is_not_reused_by_caches()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync("?query=x");
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Null(response.Headers.TransferEncodingChunked);
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        using var error = await server.GetAsync("?query=no%20data");
        Assert.True(error.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task HEAD_has_the_headers_of_GET_and_no_body()
    {
        await using var server = await EchoServer.StartAsync();
        using var get = await server.GetAsync("?query=x");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/graphql?query=x");
        using var head = await server.SendAsync(request);
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
