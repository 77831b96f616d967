using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Loading;

public sealed class FieldGroupTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("", "first: 2", "first:2")]
    [InlineData("", "first: 2, where: {language: {eq: \"en\"}}", "where:{language:{eq:\"en\"}}first:2")]
    [InlineData("($n: Int = 2)", "first: $n", " first:$n # as many")]
    public async Task A_field_written_twice_with_differently_written_arguments_is_merged_into_one(string declared, string one, string other)
    {
        await server.Newsroom.PublishAsync("Spelling bee won twice", TestNewsroom.Person("Bea Double"));

        var data = await server.QueryAsync(
            $$$"""
            query {{{declared}}} { people(
                where: {name: {eq: "Bea Double"}}) { nodes { articles({{{one}}}) { nodes { headline } } ...More } } }
            fragment More on Person { articles({{{other}}}
            ) { totalCount nodes { slug people { name } } } }
            """);

        var articles = data.GetProperty("people").GetProperty("nodes")[0].GetProperty("articles");
        var article = articles.GetProperty("nodes")[0];
        Assert.NotEqual(0, articles.GetProperty("totalCount").GetInt32());
        Assert.Equal("Spelling bee won twice", article.GetProperty("headline").GetString());
        Assert.StartsWith("spelling-bee-won-twice", article.GetProperty("slug").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bea Double", article.GetProperty("people")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_list_of_mentions_written_twice_is_merged_into_one()
    {
        var uri = await server.Newsroom.PublishAsync("Two spellings, one list", TestNewsroom.Person("Ada Twice"));

        var data = await server.QueryAsync(
            "query($uri: String) { article(uri: $uri) { mentions(kinds: [PERSON, PLACE]) { kind } mentions(kinds:[PERSON PLACE]) { rel entity { name } } } }", new { uri });

        var mention = data.GetProperty("article").GetProperty("mentions")[0];
        Assert.Equal(("PERSON", "Ada Twice"),
            (mention.GetProperty("kind").GetString(), mention.GetProperty("entity").GetProperty("name").GetString()));
    }
}
