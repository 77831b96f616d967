using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Types;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Documents that validation rejects beyond the rules of the engine. Each gets status 400 and nothing runs.</summary>
public sealed class DocumentCacheTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("query($k: EntityKind) { articles(first: 1) { nodes { mentions(kinds: [$k]) { kind } } } }", "EntityKind", "EntityKind!")]
    [InlineData("query($ids: [ID]!) { nodes(ids: $ids) { id } }", "[ID]!", "[ID!]!")]
    [InlineData("query($ids: ID) { nodes(ids: [$ids]) { id } }", "ID", "ID!")]
    [InlineData("query($v: [ArticleFilterInput]) { articles(where: { or: $v }) { totalCount } }", "[ArticleFilterInput]", "[ArticleFilterInput!]")]
    [InlineData("query($v: ArticleFilterInput) { articles(where: { and: [{}, $v] }) { totalCount } }", "ArticleFilterInput", "ArticleFilterInput!")]
    [InlineData("query($s: [ArticleStatus]) { articles(where: { status: { in: $s } }) { totalCount } }", "[ArticleStatus]", "[ArticleStatus!]")]
    [InlineData("query($o: ArticleSortInput) { articles(order: [$o]) { totalCount } }", "ArticleSortInput", "ArticleSortInput!")]
    [InlineData("query($b: Boolean) { articles @include(if: $b) { totalCount } }", "Boolean", "Boolean!")]
    [InlineData("query($k: EntityKind) { articles { nodes { ...F } } } fragment F on Article { mentions(kinds: [$k]) { kind } }", "EntityKind", "EntityKind!")]
    public async Task A_nullable_variable_is_rejected_in_a_non_null_position(string document, string type, string expected)
    {
        var message = await RejectedAsync(document);
        Assert.Contains(type, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query($k: EntityKind! = PERSON) { articles { nodes { mentions(kinds: [$k]) { kind } } } }")]
    [InlineData("query($k: EntityKind = PERSON) { articles { nodes { mentions(kinds: [$k]) { kind } } } }")]
    [InlineData("query($k: [EntityKind!]) { articles { nodes { mentions(kinds: $k) { kind } } } }")]
    [InlineData("query($s: [String]) { articles(where: { headline: { in: $s } }) { totalCount } }")]
    [InlineData("query($w: ArticleFilterInput) { articles(where: $w) { totalCount } }")]
    [InlineData("query($f: BodyFormat = TEXT) { articles { nodes { body(format: $f) } } }")]
    public async Task A_variable_is_accepted_in_a_position_that_its_type_or_default_allows(string document) =>
        await server.QueryAsync(document);

    [Theory]
    [InlineData("{ articles { totalCount } } type Query { a: Int }")]
    [InlineData("{ articles { totalCount } } extend type Article { a: Int }")]
    [InlineData("schema { query: Query } { articles { totalCount } }")]
    [InlineData("{ articles { totalCount } } directive @d on FIELD")]
    public async Task A_document_that_defines_types_is_rejected(string document) =>
        Assert.Contains("only operations and fragments", await RejectedAsync(document), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ articles(search: "\uD800") { totalCount } }""")]
    [InlineData("""{ articles(search: "a\uDC00b") { totalCount } }""")]
    [InlineData("""query($s: String = "\uD800") { articles(search: $s) { totalCount } }""")]
    [InlineData("""{ articles(where: { or: [{ search: "\uD800" }] }) { totalCount } }""")]
    [InlineData("""{ articles @include(if: true) { nodes { topics { articles(search: "\uDFFF") { totalCount } } } } }""")]
    [InlineData("""mutation { ingestNinjs(input: { document: { uri: "\uD800" } }) { result } }""")]
    [InlineData("""{ articles(where: { headline: { in: ["x", "\uDBFF\uDBFF\uDC00"] } }) { totalCount } }""")]
    public async Task A_lone_surrogate_is_rejected_in_every_literal(string document) =>
        Assert.Contains("surrogate", await RejectedAsync(document), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ articles(search: "\u{D800}") { totalCount } }""")]
    [InlineData("""{ articles(search: "\u{110000}") { totalCount } }""")]
    public async Task A_braced_escape_of_an_invalid_code_point_is_a_syntax_error(string document) =>
        Assert.NotEmpty(await RejectedAsync(document));

    [Fact]
    public async Task A_block_string_has_no_escapes() =>
        await server.QueryAsync("{ articles(search: \"\"\"\\uD800\"\"\") { totalCount } }");

    [Theory]
    [InlineData("""{"s":"\ud800"}""")]
    [InlineData("""{"s":"a\udc00b"}""")]
    [InlineData("""{"\ud800":"a"}""")]
    public async Task A_lone_surrogate_in_variables_is_rejected(string variables)
    {
        using var content = new StringContent(
            $$"""{"query":"query($s: String) { articles(search: $s) { totalCount } }","variables":{{variables}}}""",
            System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync("graphql", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "surrogate", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_complete_surrogate_pair_is_accepted() =>
        await server.QueryAsync("""{ articles(search: "\uD83D\uDE86") { totalCount } }""");

    [Fact]
    public async Task The_smallest_documents_count_with_the_memory_that_they_take()
    {
        using var schema = new NewsSchema();
        using var documents = new DocumentCache(schema, new OperationOptions { DocumentCacheSize = 100_000 });
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await IsNewAsync(i));
        }

        // Each takes more than 3 000 bytes, though its text has 20 characters.
        var stored = 0;
        for (var i = 0; i < 100; i++)
        {
            stored += await IsNewAsync(i) ? 0 : 1;
        }

        Assert.InRange(stored, 1, 100_000 / 3_000);

        async Task<bool> IsNewAsync(int number) =>
            (await documents.GetAsync($"{{ a{number}: __typename }}", TestContext.Current.CancellationToken)).IsNew;
    }

    private async Task<string> RejectedAsync(string document)
    {
        using var response = await server.Client.PostAsJsonAsync(
            "graphql", new { query = document }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.False(result.TryGetProperty("data", out _));
        return result.GetProperty("errors")[0].GetProperty("message").GetString() ?? "";
    }
}
