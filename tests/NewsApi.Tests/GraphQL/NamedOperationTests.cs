using System.Text.Json;
using GraphQLParser;
using GraphQLParser.AST;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Hosting;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL;

/// <summary>The operations of schema/operations: each is valid, and over the sample content shows what its name says.</summary>
public sealed class NamedOperationTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Folder = "schema/operations/";

    /// <summary>An operation, its variables, and the lists in its answer that must not be empty.</summary>
    public static TheoryData<string, string, string[]> Operations { get; } = new()
    {
        { "FrontPage", """{"first": 5}""", ["articles.nodes", "articles.nodes.0.topics"] },
        { "SectionPage", """{"section": "Economy"}""", ["articles.nodes"] },
        { "ArticlePage", """{"slug": "night-train-to-trieste-is-sold-out-for-months-upper-bunks-included"}""", ["article.mentions"] },
        { "TopicPage", """{"slug": "politics"}""", ["topic.narrower", "topic.articles.nodes"] },
        { "PersonPage", """{"slug": "aksel-bruvoll"}""", ["person.articles.nodes"] },
        { "PlacePage", """{"slug": "norway"}""", ["place.contains", "place.articles.nodes"] },
        { "EntitySearch", """{"text": "e"}""", ["suggest", "suggest.0.spans"] },
        { "EntitySearch", """{"text": "trie", "kinds": ["PLACE"]}""", ["suggest"] },
        { "EntitySearch", """{"text": "TRISETE"}""", ["suggest"] },
        { "ArticlesAgain", """{"ids": ["QXJ0aWNsZTox", "QXJ0aWNsZToy"]}""", ["nodes"] },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_named_operation_returns_data_over_the_sample_content(string name, string variables, string[] filled)
    {
        await SampleContent.LoadIntoEmptyAsync(
            server.Database.Database, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
        var data = await server.QueryAsync(Repository.Read($"{Folder}{name}.graphql"), JsonElement.Parse(variables));
        Assert.All(filled, path =>
            Assert.True(At(data, path) is { ValueKind: JsonValueKind.Array } list
            && list.GetArrayLength() > 0, $"{path} is empty in {data}"));
    }

    [Fact]
    public void Each_operation_file_has_one_operation_of_its_name_and_is_tested() => Assert.Equal(
        Repository.Files.Where(f => f.StartsWith(Folder, StringComparison.Ordinal)).Select(file =>
        {
            var operation = Assert.Single(Parser.Parse(Repository.Read(file)).Definitions.OfType<GraphQLOperationDefinition>());
            Assert.Equal($"{Folder}{operation.Name?.StringValue}.graphql", file);
            return operation.Name!.StringValue;
        }),
        Operations.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    private static JsonElement At(JsonElement data, string path) => path.Split('.').Aggregate(
        data, (at, step) => int.TryParse(step, out var index) ? at[index] : at.GetProperty(step));
}
