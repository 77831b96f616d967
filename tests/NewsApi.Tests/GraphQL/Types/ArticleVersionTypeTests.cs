using System.Text.Json;
using GraphQL.Types;
using NewsApi.Content.Articles;
using NewsApi.GraphQL.Types;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

public sealed class ArticleVersionTypeTests(TestServer server) : IClassFixture<TestServer>
{
    private readonly TestNewsroom _newsroom = new(server.Database.Database);

    [Theory]
    [InlineData("Article")]
    [InlineData("ArticleVersion")]
    public void Each_property_of_the_content_is_a_field_of_articles_and_of_their_versions(string type)
    {
        var fields = ((IComplexGraphType)new NewsSchema().AllTypes[type]!).Fields.Select(f => f.Name);

        Assert.Empty(typeof(ArticleContent).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Except(fields));
    }

    [Fact]
    public async Task A_replaced_version_shows_the_content_that_it_had()
    {
        var first = TestNewsroom.Item("Ferry sails again");
        first = first with
        {
            Content = first.Content with { Kicker = "Harbour", Sources = [new InformationSource { Name = "Port Office" }] },
        };
        await _newsroom.ImportAsync(first);
        await _newsroom.ImportAsync(first with
        {
            Version = "2",
            VersionCreated = Some.Moment.AddMinutes(2),
            Content = first.Content with { Kicker = "Sea", Sources = [] },
            Document = $"{first.Uri} 2",
        });

        var data = await server.QueryAsync(
            "query($uri: String) { article(uri: $uri) { versions { kicker sources { name } } } }", new { uri = first.Uri });

        Assert.Equal(
            [("Sea", null), ("Harbour", "Port Office")],
            data.GetProperty("article").GetProperty("versions").EnumerateArray().Select(v => (
                v.GetProperty("kicker").GetString(),
                v.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("name").GetString()).SingleOrDefault())));
    }
}
