using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>What the README shows is what the service answers over the sample content.</summary>
public sealed partial class ReadmeExamplesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_queries_of_the_README_give_the_answers_that_it_shows()
    {
        await SampleContent.LoadIntoEmptyAsync(
            server.Database.Database, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
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

    [GeneratedRegex(@"```graphql\n(?<query>[^`]+)```\s+```json\n(?<answer>[^`]+)```")]
    private static partial Regex Example();
}
