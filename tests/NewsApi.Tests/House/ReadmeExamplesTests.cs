using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>The answers in the README are those of the service over the sample content.</summary>
public sealed partial class ReadmeExamplesTests(TestServer server)
    : IClassFixture<TestServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await SampleContent.LoadIntoEmptyAsync(
            server.Database.Database, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);

        // A subscription begins where the service has read to; the sample came in behind its back.
        var cursor = (await server.QueryAsync("{ wire { cursor } }")).GetProperty("wire").GetProperty("cursor").GetString();
        Assert.True(WireCursor.TryParse(cursor, out var loaded));
        await server.Service.Services.GetRequiredService<NewsWire>().WaitUntilReadAsync(loaded, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_queries_of_the_README_give_the_answers_that_it_shows()
    {
        var examples = Example().Matches(Repository.Read("README.md"));
        Assert.NotEmpty(examples);
        foreach (Match example in examples)
        {
            var answer = await server.PostAsync(example.Groups["query"].Value);
            Assert.True(
                JsonNode.DeepEquals(JsonNode.Parse(example.Groups["answer"].Value), JsonNode.Parse(answer.GetRawText())),
                $"{example.Groups["query"].Value}\nis answered by\n{answer}");
        }
    }

    [Fact]
    public async Task The_subscription_of_the_README_gets_the_article_that_its_mutation_publishes()
    {
        var readme = Repository.Read("README.md");
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var stream = await EventStreamClient.OpenAsync(server.Client, Subscription().Match(readme).Groups["text"].Value);
        var done = await server.PostAsync(Mutation().Match(readme).Groups["text"].Value, client: editor);
        Assert.Equal("""{"data":{"ingestNinjs":{"result":"CREATED","article":{"status":"PUBLISHED"},"errors":null}}}""", done.GetRawText());
        var told = await stream.NextAsync();
        Assert.Equal(Shown().Match(readme).Groups["data"].Value, Cursor().Replace(told!.Result.GetRawText(), "5e0c2a17-192"));
    }

    [GeneratedRegex(@"```graphql subscription\n(?<text>[^`]+)```")]
    private static partial Regex Subscription();

    [GeneratedRegex(@"```graphql mutation\n(?<text>[^`]+)```")]
    private static partial Regex Mutation();

    [GeneratedRegex(@"\ndata: (?<data>\{.+\})\n")]
    private static partial Regex Shown();

    [GeneratedRegex(@"[0-9a-f]{8}-\d+")]
    private static partial Regex Cursor();

    [GeneratedRegex(@"```graphql\n(?<query>[^`]+)```\s+```json\n(?<answer>[^`]+)```")]
    private static partial Regex Example();
}
