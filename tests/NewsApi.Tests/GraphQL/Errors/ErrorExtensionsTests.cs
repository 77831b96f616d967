using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Errors;

/// <summary>Messages of errors as clients get them.</summary>
public sealed class ErrorExtensionsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string X = "LONG";
    // As long as a document may have a name.
    private static readonly string Long = new('x', 9_000);

    [Theory]
    [InlineData("{ LONG }")]
    [InlineData("{ articles { LONG } }")]
    [InlineData("{ articles(LONG: 1) { totalCount } }")]
    [InlineData("{ articles(where: {LONG: 1}) { totalCount } }")]
    [InlineData("{ articles(order: {headline: LONG}) { totalCount } }")]
    [InlineData("{ articles(first: LONG) { totalCount } }")]
    [InlineData("{ articles(first: \"LONG\") { totalCount } }")]
    [InlineData("{ articles(first: \"LONG LONG\") { totalCount } }")]
    [InlineData("{ articles(where: {publishedAt: {gt: \"LONG LONG\"}}) { totalCount } }")]
    [InlineData("{ articles(where: {headline: {in: [{LONG: \"LONG\"}]}}) { totalCount } }")]
    [InlineData("{ articles(after: \"LONG\") { totalCount } }")]
    [InlineData("{ article(id: \"LONG\") { id } }")]
    [InlineData("{ nodes(ids: [\"LONG\"]) { id } }")]
    [InlineData("{ articles @LONG { totalCount } }")]
    [InlineData("{ articles { ...LONG } }")]
    [InlineData("{ articles { ... on LONG { id } } }")]
    [InlineData("{ articles { totalCount } } fragment LONG on Article { id }")]
    [InlineData("{ articles { ...LONG } } fragment LONG on ArticlesConnection { ...LONG }")]
    [InlineData("query($LONG: Int) { articles { totalCount } }")]
    [InlineData("query($a: LONG) { articles(first: $a) { totalCount } }")]
    [InlineData("query { articles(first: $LONG) { totalCount } }")]
    [InlineData("query($LONG: [Int!]) { articles(first: $LONG) { totalCount } }")]
    [InlineData("query LONG { articles { totalCount } } query LONG { articles { totalCount } }")]
    [InlineData("query A { articles { totalCount } } query B { articles { totalCount } }", null, "LONG")]
    [InlineData("LONG { articles { totalCount } }")]
    [InlineData("query($a: Int) { articles(first: $a) { totalCount } }", """{"a":"LONG LONG"}""")]
    [InlineData("query($a: DateTime) { articles(where: {publishedAt: {gt: $a}}) { totalCount } }", """{"a":"LONG LONG"}""")]
    [InlineData("query($a: ArticleFilterInput) { articles(where: $a) { totalCount } }", """{"a":{"LONG":1}}""")]
    [InlineData("query($a: ArticleFilterInput) { articles(where: $a) { totalCount } }", """{"a":"LONG"}""")]
    [InlineData("query($a: EntityKind!) { articles { nodes { mentions(kinds: [$a]) { kind } } } }", """{"a":"LONG"}""")]
    [InlineData("query($a: ID) { article(id: $a) { id } }", """{"a":"LONG LONG"}""")]
    public async Task Names_and_texts_of_a_request_are_cut_to_100_characters_in_errors(
        string query, string? variables = null, string? operationName = null)
    {
        var (body, _) = await PostAsync(query, variables, operationName);
        Assert.InRange(body.Length, 10, 6000);
        Assert.DoesNotContain(new string('x', 101), body, StringComparison.Ordinal);
        Assert.True(JsonElement.Parse(body).TryGetProperty("errors", out _), body);
    }

    [Fact]
    public async Task A_long_name_is_cut_in_errors_on_event_streams_and_WebSockets()
    {
        var query = $"subscription {{ articleChanges {{ {Long} }} }}";
        using var socket = await SocketClient.SubscribeAsync(server.Address, query);
        var error = (await socket.NextAsync() ?? throw new Xunit.Sdk.XunitException("No error came.")).GetRawText();
        Assert.InRange(error.Length, 10, 1500);

        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("errors", body, StringComparison.Ordinal);
        Assert.InRange(body.Length, 10, 1500);
    }

    [Fact]
    public async Task A_long_uri_is_cut_in_the_errors_of_a_payload()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        const string query =
            "mutation($i: UpsertPersonInput!) { upsertPerson(input: $i) { person { id } errors { ... on Error { message } } } }";
        var uri = new string('x', 1500);
        await server.PostAsync(query, new { i = new { name = "One", uri } }, editor);
        var taken = await server.PostAsync(query, new { i = new { name = "Other", uri } }, editor);
        var message = taken.GetProperty("data").GetProperty("upsertPerson").GetProperty("errors")[0].GetProperty("message").GetString();
        Assert.StartsWith($"The uri '{uri[..100]}…' is already in use.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-15T12:00:00", "'2026-01-15T12:00:00' has no offset. Add `Z` for UTC or an offset such as `+01:00`, as in ")]
    [InlineData("2026-01-15T12:00", "'2026-01-15T12:00' has no offset.")]
    [InlineData("2026-01-15 12:00:00.5", "'2026-01-15 12:00:00.5' has no offset.")]
    [InlineData("2026-01-15", "'2026-01-15' is not a date and time with an offset, such as 2026-11-24T09:30:00Z")]
    [InlineData("yesterday", "'yesterday' is not a date and time with an offset")]
    public async Task A_time_without_an_offset_is_rejected_with_the_reason_and_an_example(string time, string expected)
    {
        const string list = "articles(where: {publishedAt: {gt: TIME}}) { totalCount }";
        var (literal, status) = await PostAsync($"{{ {list.Replace("TIME", $"\"{time}\"", StringComparison.Ordinal)} }}");
        var (asDefault, _) = await PostAsync(
            $"query($t: DateTime = \"{time}\") {{ {list.Replace("TIME", "$t", StringComparison.Ordinal)} }}");
        var (variable, _) = await PostAsync(
            $"query($t: DateTime) {{ {list.Replace("TIME", "$t", StringComparison.Ordinal)} }}", $$"""{"t":"{{time}}"}""");
        Assert.Equal(400, status);
        foreach (var body in new[] { literal, asDefault, variable })
        {
            var error = Assert.Single(JsonElement.Parse(body).GetProperty("errors").EnumerateArray());
            Assert.Contains(expected, error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Contains(error.GetProperty("extensions").GetProperty("code").GetString(), new[] { "HC0001", "HC0016" });
        }
    }

    [Theory]
    [InlineData("[String]", "headline: {in: $a}", """[{"b":1}]""")]
    [InlineData("String", "headline: {eq: $a}", """{"b":1}""")]
    [InlineData("String", "headline: {eq: $a}", """[1,2]""")]
    [InlineData("Int", "urgency: {eq: $a}", """{"b":[]}""")]
    [InlineData("DateTime", "publishedAt: {eq: $a}", """[["2026"]]""")]
    [InlineData("ID", "id: {eq: $a}", """{}""")]
    [InlineData("ArticleStatus", "status: {eq: $a}", """{}""")]
    public async Task No_error_message_contains_a_type_name_of_the_runtime(string type, string filter, string value)
    {
        var (body, _) = await PostAsync(
            $"query($a: {type}) {{ articles(where: {{{filter}}}) {{ totalCount }} }}", $$"""{"a":{{value}}}""");
        Assert.True(JsonElement.Parse(body).TryGetProperty("errors", out _), body);
        Assert.DoesNotContain("System.", body, StringComparison.Ordinal);
        Assert.DoesNotContain("`1", body, StringComparison.Ordinal);
    }

    private async Task<(string Body, int Status)> PostAsync(string query, string? variables = null, string? operationName = null)
    {
        using var response = await server.Client.PostAsJsonAsync(
            "graphql",
            new
            {
                query = query.Replace(X, Long, StringComparison.Ordinal),
                variables = variables is null
                    ? (JsonElement?)null
                    : JsonElement.Parse(variables.Replace(X, Long, StringComparison.Ordinal)),
                operationName = operationName?.Replace(X, Long, StringComparison.Ordinal),
            },
            TestContext.Current.CancellationToken);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), (int)response.StatusCode);
    }
}
