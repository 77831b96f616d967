using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Types;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>The coerced argument <c>order</c> keeps the order in which the client wrote its fields.</summary>
public sealed class WrittenOrderTests
{
    private static readonly NewsSchema Schema = new();

    [Theory]
    [InlineData("{ articles(order: {urgency: ASC, headline: DESC}) { totalCount } }", "{}", """[{"urgency":false,"headline":true}]""")]
    [InlineData("{ articles(order: {headline: DESC, urgency: ASC}) { totalCount } }", "{}", """[{"headline":true,"urgency":false}]""")]
    [InlineData(
        "{ articles(order: [{urgency: ASC, slug: ASC, headline: ASC}, {uri: ASC, slug: DESC}]) { totalCount } }", "{}",
        """[{"urgency":false,"slug":false,"headline":false},{"uri":false,"slug":true}]""")]
    [InlineData(
        "{ topics(order: {broader: {slug: ASC, broader: {slug: ASC, name: ASC}, name: ASC}, code: ASC}) { totalCount } }", "{}",
        """[{"broader":{"slug":false,"broader":{"slug":false,"name":false},"name":false},"code":false}]""")]
    [InlineData(
        "query($o: [ArticleSortInput!]) { articles(order: $o) { totalCount } }",
        """{"o":[{"urgency":"ASC","headline":"DESC"},{"uri":"ASC","slug":"ASC"}]}""",
        """[{"urgency":false,"headline":true},{"uri":false,"slug":false}]""")]
    [InlineData(
        "query($o: [ArticleSortInput!]) { articles(order: $o) { totalCount } }", """{"o":{"urgency":"ASC","headline":"DESC"}}""",
        """[{"urgency":false,"headline":true}]""")]
    [InlineData("query($o: [ArticleSortInput!]) { articles(order: $o) { totalCount } }", """{"o":null}""", "null")]
    [InlineData("query($o: [ArticleSortInput!]) { articles(order: $o) { totalCount } }", "{}", "null")]
    [InlineData(
        "query($o: [ArticleSortInput!] = {urgency: ASC, headline: DESC}) { articles(order: $o) { totalCount } }", "{}",
        """[{"urgency":false,"headline":true}]""")]
    [InlineData(
        "query($o: ArticleSortInput! = {urgency: ASC, headline: DESC}) { articles(order: [{uri: ASC}, $o]) { totalCount } }", "{}",
        """[{"uri":false},{"urgency":false,"headline":true}]""")]
    [InlineData(
        "query($o: ArticleSortInput!) { articles(order: [$o, {uri: ASC, slug: ASC}]) { totalCount } }",
        """{"o":{"urgency":"ASC","headline":"DESC"}}""", """[{"urgency":false,"headline":true},{"uri":false,"slug":false}]""")]
    [InlineData(
        "query($u: SortEnumType, $h: SortEnumType) { articles(order: {urgency: $u, uri: ASC, headline: $h}) { totalCount } }",
        """{"h":"DESC","u":"ASC"}""", """[{"urgency":false,"uri":false,"headline":true}]""")]
    [InlineData(
        "query($u: SortEnumType, $h: SortEnumType) { articles(order: {urgency: $u, uri: ASC, headline: $h}) { totalCount } }",
        """{"h":"DESC"}""", """[{"uri":false,"headline":true}]""")]
    [InlineData(
        "query($b: TopicSortInput) { topics(order: {name: ASC, broader: $b, code: DESC}) { totalCount } }",
        """{"b":{"slug":"ASC","name":"DESC"}}""", """[{"name":false,"broader":{"slug":false,"name":true},"code":true}]""")]
    [InlineData(
        "{ topics { nodes { articles(order: {urgency: ASC, headline: DESC}) { totalCount } } } }", "{}",
        """[{"urgency":false,"headline":true}]""")]
    [InlineData(
        "query($o: [ArticleSortInput!]) { topics { nodes { ...T } } } fragment T on Topic { articles(order: $o) { totalCount } }",
        """{"o":[{"urgency":"ASC","headline":"DESC"}]}""", """[{"urgency":false,"headline":true}]""")]
    [InlineData(
        "subscription { articleChanges { article { topics { articles(order: {urgency: ASC, headline: DESC}) { totalCount } } } } }", "{}",
        """[{"urgency":false,"headline":true}]""")]
    public async Task Sort_keys_are_coerced_in_the_order_in_which_they_are_written(string text, string variables, string expected) =>
        Assert.Equal(expected, await CoerceAsync(Prepare(text), variables));

    [Fact]
    public async Task Each_request_of_one_document_has_the_sort_order_of_its_own_variables()
    {
        var template = Prepare("query($o: [ArticleSortInput!]) { articles(order: $o) { totalCount } }");
        Assert.Equal("""[{"urgency":false,"slug":false}]""", await CoerceAsync(template, """{"o":{"urgency":"ASC","slug":"ASC"}}"""));
        Assert.Equal("""[{"slug":false,"urgency":false}]""", await CoerceAsync(template, """{"o":{"slug":"ASC","urgency":"ASC"}}"""));
        Assert.Equal("""[{"urgency":false,"slug":false}]""", await CoerceAsync(template, """{"o":{"urgency":"ASC","slug":"ASC"}}"""));
    }

    private static OperationTemplate Prepare(string text)
    {
        var document = new GraphQLDocumentBuilder().Build(text);
        return new OperationTemplate(Schema, document, text, document.Definitions.OfType<GraphQLOperationDefinition>().Single());
    }

    private static async Task<string> CoerceAsync(OperationTemplate template, string variables)
    {
        var coerced = await template.CoerceAsync(JsonElement.Parse(variables));
        Assert.True(coerced.IsValid, string.Join('\n', coerced.Errors.Select(e => e.Message)));
        return JsonSerializer.Serialize(coerced.ArgumentValues!.Values.Single(a => a.ContainsKey("order"))["order"].Value);
    }
}
