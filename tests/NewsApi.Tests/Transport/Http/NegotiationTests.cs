using System.Net;
using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class NegotiationTests
{
    private const string GraphQL = "application/graphql-response+json";
    private const string Json = "application/json";

    [Theory]
    [InlineData(GraphQL, GraphQL)]
    [InlineData(Json, Json)]
    [InlineData("APPLICATION/GraphQL-Response+JSON", GraphQL)]
    [InlineData("application/json; charset=utf-8", Json)]
    [InlineData("application/json;charset=\"UTF-8\"", Json)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", GraphQL)]
    [InlineData("application/json, application/graphql-response+json", Json)]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.8", GraphQL)]
    [InlineData("application/graphql-response+json;q=0, application/json;q=0.1", Json)]
    [InlineData("application/graphql-response+json;q=0, */*", Json)]
    [InlineData("application/json, */*;q=0.5", Json)]
    [InlineData("*/*, application/graphql-response+json", GraphQL)]
    // urql
    [InlineData("application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
        GraphQL)]
    // Java's own client, with a range that is none
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", Json)]
    // A browser's address line
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", Json)]
    public async Task The_response_has_the_media_type_that_the_client_prefers(string accept, string expected)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"x"}""", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, response.MediaType());
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/*")]
    public async Task A_client_without_a_preferred_media_type_gets_JSON_and_status_400_on_request_errors(string? accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var good = await server.PostAsync("""{"query":"x"}""", accept);
        Assert.Equal((HttpStatusCode.OK, Json), (good.StatusCode, good.MediaType()));
        using var bad = await server.PostAsync("""{"query":"request error"}""", accept);
        Assert.Equal((HttpStatusCode.BadRequest, GraphQL), (bad.StatusCode, bad.MediaType()));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/event-stream;q=0")]
    [InlineData("*/*;q=0")]
    [InlineData("application/json;charset=iso-8859-1")]
    public async Task An_unsupported_media_type_in_Accept_gets_406_before_anything_runs(string accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"x"}""", accept);
        await response.ShouldRejectAsync(406, "HC0063");
        Assert.Equal(0, server.Executor.Executed);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("application/")]
    [InlineData(";;,")]
    public async Task A_malformed_Accept_header_gets_400_with_its_own_code(string accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"x"}""", accept);
        await response.ShouldRejectAsync(400, "HC0064");
    }
}
