using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsApi.Tests.Clients;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Persisted;

/// <summary>Persisted operations over HTTP and WebSocket, with the documents that come with the service.</summary>
public sealed class PersistedOperationsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string FrontPage = "FrontPage";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    private static string FrontPageText => Repository.Read($"schema/operations/{FrontPage}.graphql");

    [Theory]
    [InlineData("graphql/persisted/FrontPage")]
    [InlineData("""graphql/persisted/FrontPage/FrontPage?variables={"first":3}""")]
    [InlineData("graphql?id=FrontPage")]
    [InlineData("graphql?documentId=FrontPage&operationName=FrontPage")]
    public async Task A_trusted_document_is_run_by_GET_by_its_id(string url)
    {
        using var response = await server.Client.GetAsync(url, Limit);
        AssertFrontPage(response);
    }

    [Fact]
    public async Task A_trusted_document_is_run_by_the_hash_of_its_text()
    {
        var hash = Hash(FrontPageText);
        string[] urls =
        [
            $"graphql?documentId=sha256:{hash}", $"graphql/persisted/{hash}", $"graphql?extensions={Extension(hash.ToUpperInvariant())}",
        ];
        foreach (var url in urls)
        {
            using var response = await server.Client.GetAsync(url, Limit);
            AssertFrontPage(response);
        }
    }

    [Fact]
    public async Task A_trusted_document_is_run_by_POST_with_its_variables()
    {
        using var byPath = await server.Client.PostAsJsonAsync(
            "graphql/persisted/FrontPage", new { variables = new { first = 2 } }, Limit);
        AssertFrontPage(byPath);
        using var byBody = await server.Client.PostAsJsonAsync("graphql", new { id = FrontPage, variables = new { first = 2 } }, Limit);
        AssertFrontPage(byBody);
    }

    [Theory]
    [InlineData("graphql/persisted/NoSuchPage", "HC0015")]
    [InlineData("graphql/persisted/..%2FFrontPage", "HC0015")]
    [InlineData("graphql?id=frontpage", "HC0015")]
    [InlineData("graphql?documentId=sha256:nothing", "HC0015")]
    [InlineData("graphql/persisted/FrontPage/NoSuchOperation", "HC0009")]
    [InlineData("graphql/persisted/FrontPage?query={wire{cursor}}", "HC0009")]
    [InlineData("graphql/persisted/FrontPage?id=TopicPage", "HC0009")]
    [InlineData("graphql?extensions={\"persistedQuery\":{\"version\":1}}", "HC0009")]
    [InlineData("graphql?extensions={\"persistedQuery\":{\"version\":1,\"sha256Hash\":7}}", "HC0009")]
    [InlineData("graphql?extensions={\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"abc\"}}", "HC0009")]
    [InlineData("graphql?extensions={\"persistedQuery\":{\"version\":2,\"sha256Hash\":\"abc\"}}", "HC0009")]
    [InlineData("graphql?query={wire{cursor}}&extensions={\"persistedQuery\":{\"version\":\"1\"}}", "HC0009")]
    public async Task An_unknown_or_malformed_name_of_a_document_is_rejected_and_never_stored_by_a_cache(string url, string code)
    {
        using var response = await server.Client.GetAsync(url, Limit);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(code, await CodeAsync(response));
    }

    [Fact]
    public async Task An_automatic_persisted_query_is_missed_then_stored_and_then_found()
    {
        var text = $"query Q{Guid.NewGuid():N} {{ wire {{ cursor }} }}";
        var url = $"graphql?extensions={Extension(Hash(text))}";

        using var missed = await server.Client.GetAsync(url, Limit);
        Assert.Equal(HttpStatusCode.BadRequest, missed.StatusCode);
        Assert.Equal("no-store", missed.Headers.CacheControl?.ToString());
        var error = (await missed.Content.ReadFromJsonAsync<JsonElement>(Limit)).GetProperty("errors")[0];
        Assert.Equal(("PersistedQueryNotFound", "HC0020"), (error.GetProperty("message").GetString(), Code(error)));

        using var stored = await PostAsync(text, Hash(text));
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        using var found = await server.Client.GetAsync(url, Limit);
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }

    [Fact]
    public async Task A_document_is_not_stored_under_the_hash_of_another_text_nor_if_it_is_invalid()
    {
        var text = $"query Q{Guid.NewGuid():N} {{ wire {{ cursor }} }}";
        using (var executed = await PostAsync("{ __typename }", Hash(text)))
        {
            Assert.Equal(HttpStatusCode.OK, executed.StatusCode);
        }

        var invalid = $"query Q{Guid.NewGuid():N} {{ noSuchField }}";
        using (var rejected = await PostAsync(invalid, Hash(invalid)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, rejected.StatusCode);
        }

        foreach (var hash in new[] { Hash(text), Hash(invalid) })
        {
            using var missed = await server.Client.GetAsync($"graphql?extensions={Extension(hash)}", Limit);
            Assert.Equal("HC0020", await CodeAsync(missed));
        }
    }

    [Fact]
    public async Task A_stored_mutation_is_not_run_by_GET()
    {
        var text = $"mutation M{Guid.NewGuid():N} {{ __typename }}";
        using var stored = await PostAsync(text, Hash(text));
        using var rejected = await server.Client.GetAsync($"graphql?extensions={Extension(Hash(text))}", Limit);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, rejected.StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_runs_a_trusted_document_by_its_id()
    {
        using var socket = await SocketClient.StartAsync(server.Address, new { id = FrontPage, variables = new { first = 1 } });
        var result = await socket.NextAsync();
        Assert.True(result?.GetProperty("data").GetProperty("articles").TryGetProperty("wireCursor", out _), $"{result}");
    }

    [Fact]
    [Trait("Needs", "Node")]
    public async Task Apollo_Client_sends_the_text_once_and_then_the_hash_by_GET()
    {
        var said = JsonElement.Parse(await NodeScript.RunAsync("persisted-apollo.mjs", new Uri(server.Address, "graphql").ToString()));
        Assert.Equal("""["GET hash 400","POST text 200","GET hash 200"]""", said.GetProperty("requests").GetRawText());
        Assert.Equal("[true,true]", said.GetProperty("answered").GetRawText());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Extension(string hash) =>
        Uri.EscapeDataString($$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}}""");

    private static void AssertFrontPage(HttpResponseMessage response) => Assert.True(
        response.StatusCode == HttpStatusCode.OK && response.Headers.Contains("News-Cursor"), $"{response}");

    private Task<HttpResponseMessage> PostAsync(string query, string sha256Hash) => server.Client.PostAsJsonAsync(
        "graphql", new { query, extensions = new { persistedQuery = new { version = 1, sha256Hash } } }, Limit);

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        Code((await response.Content.ReadFromJsonAsync<JsonElement>(Limit)).GetProperty("errors")[0]);

    private static string? Code(JsonElement error) => error.GetProperty("extensions").GetProperty("code").GetString();
}
