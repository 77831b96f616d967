using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

[Trait("Needs", "Node")]
public sealed class IdeEndpointTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("graphql", "/graphql/ui/")]
    [InlineData("graphql/", "/graphql/ui/")]
    [InlineData("graphql/ui", "/graphql/ui/")]
    public async Task A_browser_is_redirected_to_the_IDE(string address, string expected)
    {
        using var response = await GetAsync(address, Browser);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(expected, new Uri(new Uri(server.Address, address), response.Headers.Location!).AbsolutePath);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("graphql?query=%7B__typename%7D", Browser, "application/json")]
    [InlineData("graphql?query=%7B__typename%7D", null, "application/json")]
    [InlineData("graphql?sdl", Browser, "application/graphql")]
    [InlineData("graphql/schema.graphql", Browser, "application/graphql")]
    [InlineData("graphql", "*/*", "application/graphql-response+json")]
    [InlineData("graphql", "application/json, text/html;q=0.9", "application/json")]
    public async Task A_query_the_SDL_or_another_media_type_is_not_redirected_to_the_IDE(string address, string? accept, string mediaType)
    {
        using var response = await GetAsync(address, accept);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_page_of_the_IDE_has_its_settings_and_a_first_query()
    {
        using var page = await GetAsync("graphql/ui/", Browser);
        SkipWithoutIde(page);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("first-visit.js", await TextAsync(page), StringComparison.Ordinal);
        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        Assert.DoesNotContain("http", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var settings = await GetAsync("graphql/ui/bcp-config.json", "*/*");
        var text = await TextAsync(settings);
        Assert.Contains("\"disableTelemetry\":true", text, StringComparison.Ordinal);
        Assert.Contains("query LatestNews", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LatestNews")]
    [InlineData("AboutAPlace")]
    public async Task The_first_queries_of_the_IDE_succeed_without_an_error(string operationName)
    {
        using var settings = await GetAsync("graphql/ui/bcp-config.json", "*/*");
        SkipWithoutIde(settings);
        var query = JsonElement.Parse(await TextAsync(settings)).GetProperty("graphQLDocument").GetString();
        using var response = await server.Client.PostAsJsonAsync(
            "graphql", new { query, operationName }, TestContext.Current.CancellationToken);
        var answer = JsonElement.Parse(await TextAsync(response));
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        Assert.True(answer.GetProperty("data").TryGetProperty("articles", out _));
    }

    [Fact]
    public async Task Files_with_a_hash_in_their_name_are_immutable_and_compressed()
    {
        using var page = await GetAsync("graphql/ui/", Browser);
        SkipWithoutIde(page);
        var script = (await TextAsync(page)).Split("src=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])
            .First(name => name.StartsWith("static/js/main.", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "graphql/ui/" + script));
        request.Headers.Add("Accept-Encoding", "br");
        using var response = await SendAsync(request);
        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_licence_of_the_IDE_is_served()
    {
        using var licence = await GetAsync("graphql/ui/LICENSE", Browser);
        SkipWithoutIde(licence);
        Assert.Equal("text/plain", licence.Content.Headers.ContentType?.MediaType);
        Assert.Contains("ChilliCream License 1.0", await TextAsync(licence), StringComparison.Ordinal);
    }

    /// <summary>The build leaves the IDE out where there is no Node; then the page must say so.</summary>
    private static void SkipWithoutIde(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            Prerequisite.Program("npm");
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, address));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
