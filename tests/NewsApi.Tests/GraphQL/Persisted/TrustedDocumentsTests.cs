using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Hosting;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Persisted;

/// <summary>The folder of the operator, and the mode that allows trusted documents only.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TrustedDocumentsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Documents_of_the_operators_folder_run_and_replace_those_of_the_service()
    {
        using var folder = await DocumentFolderTests.WriteAsync(
            ("Head.graphql", "query Head { wire { cursor } }"), ("FrontPage.graphql", "query Mine { __typename }"));
        await using var service = await StartAsync("--NewsApi:Persisted:Folder", folder.Path);
        using var client = ClientOf(service);

        Assert.Equal("wire", await FirstFieldAsync(client, "Head"));
        Assert.Equal("__typename", await FirstFieldAsync(client, "FrontPage"));
        Assert.Equal("topic", await FirstFieldAsync(client, "TopicPage", """{"slug":"none"}"""));
    }

    [Fact]
    public async Task A_document_that_is_added_to_the_folder_runs_without_a_restart()
    {
        using var folder = await DocumentFolderTests.WriteAsync(("Old.graphql", "query Old { __typename }"));
        await using var service = await StartAsync("--NewsApi:Persisted:Folder", folder.Path);
        using var client = ClientOf(service);
        Assert.Null(await FirstFieldAsync(client, "New"));

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "New.graphql"), "query New { wire { cursor } }", Limit);

        await Poll.UntilAsync(async () => await FirstFieldAsync(client, "New") == "wire");
    }

    [Fact]
    public async Task A_manifest_that_is_being_written_removes_no_document()
    {
        using var folder = await DocumentFolderTests.WriteAsync(("relay.json", """{"4711":"query A { wire { cursor } }"}"""));
        await using var service = await StartAsync("--NewsApi:Persisted:Folder", folder.Path);
        using var client = ClientOf(service);

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "relay.json"), """{"4711":"query""", Limit);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "New.graphql"), "query New { __typename }", Limit);
        await Poll.UntilAsync(async () => await FirstFieldAsync(client, "New") == "__typename");

        Assert.Equal("wire", await FirstFieldAsync(client, "4711"));
    }

    [Fact]
    public async Task Only_trusted_documents_run_where_the_operator_allows_no_others()
    {
        await using var service = await StartAsync("--NewsApi:Persisted:Only", "true");
        using var client = ClientOf(service);
        var trusted = Repository.Read("schema/operations/FrontPage.graphql");

        Assert.Equal("articles", await FirstFieldAsync(client, "FrontPage"));
        foreach (var body in new object[]
        {
            new { query = "{ __typename }" },
            new { query = trusted },
            new { query = trusted, id = "FrontPage" },
            new { query = "mutation { __typename }" },
            new { extensions = new { persistedQuery = new { version = 1, sha256Hash = new string('a', 64) } } },
        })
        {
            using var response = await client.PostAsJsonAsync("graphql", body, Limit);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var error = (await response.Content.ReadFromJsonAsync<JsonElement>(Limit)).GetProperty("errors")[0];
            Assert.Equal("HC0067", error.GetProperty("extensions").GetProperty("code").GetString());
        }

        using var socket = await SocketClient.SubscribeAsync(
            new Uri(service.Addresses.Single()), "subscription { articlePublished { cursor } }");
        Assert.Contains("HC0067", (await socket.NextAsync())?.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_stops_the_start_with_a_sentence()
    {
        var failure = await Assert.ThrowsAsync<SettingsException>(() => StartAsync("--NewsApi:Persisted:Folder", "/no/such/folder"));
        Assert.Contains("NewsApi__Persisted__Folder is '/no/such/folder'", failure.Message, StringComparison.Ordinal);
    }

    private Task<NewsService> StartAsync(params string[] settings) => NewsService.StartAsync(
        [
            "--urls", "http://127.0.0.1:0", "--ConnectionStrings:News", database.ConnectionString,
            "--Logging:LogLevel:Default", "Warning", .. settings,
        ],
        Limit);

    private static HttpClient ClientOf(NewsService service) => new() { BaseAddress = new Uri(service.Addresses.Single()) };

    /// <summary>The name of the first field of the answer; null if the request is rejected.</summary>
    private static async Task<string?> FirstFieldAsync(HttpClient client, string id, string variables = "{}")
    {
        using var response = await client.GetAsync($"graphql/persisted/{id}?variables={Uri.EscapeDataString(variables)}", Limit);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Limit);
        return answer.TryGetProperty("data", out var data) ? data.EnumerateObject().First().Name : null;
    }
}
