using System.Text.Json;
using System.Text.Json.Nodes;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Answers;

/// <summary>
/// The answer of a plain query is written directly from the rows; with an introspection field the same query runs through the engine.
/// Both give the same answer.
/// </summary>
public sealed class AnswerWriterTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const string Introspection = " introspected: __schema { queryType { name } } ";

    public async ValueTask InitializeAsync()
    {
        var newsroom = new TestNewsroom(server.Database.Database);
        for (var i = 0; i < 6; i++)
        {
            var item = TestNewsroom.Item(
                $"\"Quoted\" <b> ü 北京 😀 {i}", TestNewsroom.Person($"Person {i % 2}"), TestNewsroom.Place("Oslo"),
                    TestNewsroom.Topic($"Topic {i % 3}"));
            await newsroom.ImportOnceAsync(item with
            {
                Uri = $"urn:test:answer:{i}",
                Content = item.Content with
                {
                    Urgency = i == 0 ? null : i,
                    Images = [new() { Url = "https://example.org/a.jpg", Caption = "A \\ b", Width = 640 }],
                    Sources = [new() { Name = "Wire", Role = "originator" }],
                },
            });
        }
    }

    [Theory]
    [InlineData("{ articles { nodes { id uri slug version headline summary language section urgency wordCount publishedAt updatedAt expiresAt status } } }")]
    [InlineData("{ articles(first: 2) { edges { cursor node { headline } } nodes { body text: body(format: TEXT) md: body(format: MARKDOWN) } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount wireCursor } }")]
    [InlineData("{ articles { nodes { people { name articles(first: 1) { totalCount nodes { headline } } } places { name kind latitude within { name } } topics { name broader { name } narrower { name } } } } }")]
    [InlineData("{ articles { nodes { mentions(kinds: [PERSON, TOPIC]) { kind rel relevance spans { start end } entity { __typename id name ... on Topic { code } ...P } } } } } fragment P on Person { slug aliases }")]
    [InlineData("{ articles { nodes { images { url caption width height } sources { name role uri } corrections { note correctedAt } versions { version headline updatedAt replacedAt } } } }")]
    [InlineData("{ __typename articles(first: 1) { __typename nodes { __typename t: __typename } } wire { cursor __typename } }")]
    [InlineData("""{ a: article(slug: "nowhere") { id } b: article { id } c: articles(first: 99) { totalCount } topics { nodes { name articles(first: 99) { totalCount } ok: articles { totalCount } } } }""")]
    [InlineData("""{ nodes(ids: ["rubbish"]) { id } wire { cursor } }""")]
    [InlineData("{ articles(first: 1) { nodes { headline @skip(if: true) slug @include(if: true) ...F @include(if: false) } } } fragment F on Article { body }")]
    [InlineData("{ articles(first: 1) { nodes { slug } } articles(first: 1) { nodes { headline people { name } } nodes { people { slug } } } }")]
    [InlineData("""{ articles(first: 2) { edges { node { people { name } x: people { slug } } } nodes { people { id } } } }""")]
    public async Task A_directly_written_answer_equals_that_of_the_engine(string query)
    {
        var direct = await server.PostAsync(query);
        var at = query.IndexOf('{', StringComparison.Ordinal) + 1;
        var engine = JsonNode.Parse((await server.PostAsync(query.Insert(at, Introspection))).GetRawText())!;
        (engine["data"] as JsonObject)?.Remove("introspected");
        foreach (var error in engine["errors"]?.AsArray() ?? [])
        {
            // What was put in front moved the rest of the line.
            var column = error!["locations"]![0]!["column"]!;
            column.ReplaceWith(column.GetValue<int>() - Introspection.Length);
        }

        Assert.Equal(Ordered(engine), Ordered(JsonNode.Parse(direct.GetRawText())!));
    }

    [Fact]
    public async Task Each_request_of_one_document_uses_its_own_variables()
    {
        const string query = "query($first: Int, $with: Boolean!) { articles(first: $first) { nodes { slug headline @include(if: $with) } } }";
        foreach (var (first, with) in new[] { (1, true), (3, false), (2, true) })
        {
            var nodes = (await server.QueryAsync(query, new { first, with })).GetProperty("articles").GetProperty("nodes");
            Assert.Equal(first, nodes.GetArrayLength());
            Assert.All(nodes.EnumerateArray(), n => Assert.Equal(with, n.TryGetProperty("headline", out _)));
        }
    }

    [Fact]
    public async Task A_cached_document_is_rejected_with_the_same_error_as_an_uncached_one()
    {
        const string query = "query($first: Int) { articles(first: $first) { nodes { people { articles(first: 10) { nodes { topics { articles(first: 10) { totalCount } } } } } } } }";
        Assert.False((await server.PostAsync(query, new { first = 2 })).TryGetProperty("errors", out _));
        var kept = await server.PostAsync(query, new { first = 50 });
        Assert.Equal("HC0047", kept.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal((await server.PostAsync(query + " ", new { first = 50 })).GetRawText(), kept.GetRawText());
        Assert.False((await server.PostAsync(query, new { first = 2 })).TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task Only_the_named_operation_of_a_document_runs()
    {
        const string query = "query A { articles(first: 1) { nodes { slug } } } query B { wire { cursor } }";
        var named = await PostAsync(new { query, operationName = "B" });
        Assert.Equal(["wire"], named.GetProperty("data").EnumerateObject().Select(p => p.Name));
        foreach (var request in new object[] { new { query }, new { query, operationName = "C" } })
        {
            Assert.Equal("HC0009", (await PostAsync(request)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code")
                .GetString());
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<JsonElement> PostAsync(object request)
    {
        using var content = new StringContent(
            JsonSerializer.Serialize(request), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var response = await server.Client.PostAsync("graphql", content, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    // Errors come as they happen, which differs; everything else has one order.
    private static string Ordered(JsonNode result) => string.Join('\n', new[] { result["data"]?.ToJsonString() ?? "null" }
        .Concat((result["errors"]?.AsArray() ?? []).Select(e => e!.ToJsonString()).Order(StringComparer.Ordinal)));
}
