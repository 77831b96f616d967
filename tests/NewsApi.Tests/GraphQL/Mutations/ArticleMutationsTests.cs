using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Mutations;

public sealed class ArticleMutationsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string OfActs =
        "... on VersionConflictError { expectedVersion currentVersion } ... on NotAllowedInStatusError { status }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_publishing_correcting_and_withdrawing_each_return_the_changed_article()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var made = await DoAsync(editor, "createArticle", new
        {
            headline = "Harbour bridge reopens",
            language = "en",
            body = "<p>It <script>alert(1)</script>reopened.</p>",
            urgency = 3,
            images = new[] { new { url = "https://example.com/bridge.jpg", caption = "The bridge" } },
        });
        Assert.Equal(("DRAFT", 1, "harbour-bridge-reopens"), (Status(made), Version(made), Text(made, "slug")));
        Assert.Equal("It reopened.", Text(made, "body").Trim());
        Assert.Equal("https://example.com/bridge.jpg", made.GetProperty("article").GetProperty("images")[0].GetProperty("url").GetString());
        var id = Text(made, "id");

        Assert.Equal(JsonValueKind.Null, (await server.QueryAsync("query ($id: ID) { article(id: $id) { id } }", new { id }))
            .GetProperty("article").ValueKind);
        var published = await DoAsync(editor, "publishArticle", new { id, expectedVersion = 1 });
        Assert.Equal(("PUBLISHED", 2), (Status(published), Version(published)));
        var corrected = await DoAsync(
            editor, "correctArticle", new { id, note = "The bridge opened on Tuesday.", summary = "On Tuesday." });
        Assert.Equal("The bridge opened on Tuesday.", corrected.GetProperty("article").GetProperty("corrections")[0].GetProperty("note")
            .GetString());
        Assert.Equal("Harbour bridge reopens", Text(corrected, "headline"));
        var changed = await DoAsync(editor, "updateArticle", new { id, summary = (string?)null, slug = "the-bridge" });
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("article").GetProperty("summary").ValueKind);
        Assert.Equal(id, (await server.QueryAsync("""{ article(slug: "harbour-bridge-reopens") { id slug } }""")).GetProperty("article")
            .GetProperty("id").GetString());
        Assert.Equal("WITHDRAWN", Status(await DoAsync(editor, "withdrawArticle", new { id, reason = "It did not." })));
        Assert.Equal(JsonValueKind.Null, (await server.QueryAsync("query ($id: ID) { article(id: $id) { id } }", new { id }))
            .GetProperty("article").ValueKind);
    }

    [Fact]
    public async Task One_of_several_updates_with_the_same_expected_version_succeeds_and_the_others_conflict()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var id = Text(await DoAsync(editor, "createArticle", new { headline = "Two at once", language = "en" }), "id");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => DoAsync(
            editor, "updateArticle", new { id, expectedVersion = 1, summary = $"Number {i}" })));

        var winner = Assert.Single(answers, a => a.GetProperty("errors").ValueKind == JsonValueKind.Null);
        Assert.All(answers.Where(a => a.GetProperty("errors").ValueKind != JsonValueKind.Null), rejected =>
        {
            var error = Assert.Single(rejected.GetProperty("errors").EnumerateArray());
            Assert.Equal("VersionConflictError", error.GetProperty("__typename").GetString());
            Assert.Equal((1, 2), (error.GetProperty("expectedVersion").GetInt32(), error.GetProperty("currentVersion").GetInt32()));
            Assert.Equal(JsonValueKind.Null, rejected.GetProperty("article").ValueKind);
        });
        var stands = await server.PostAsync("query ($id: ID) { article(id: $id) { summary version } }", new { id }, editor);
        Assert.Equal(Text(winner, "summary"), stands.GetProperty("data").GetProperty("article").GetProperty("summary").GetString());
    }

    [Theory]
    [InlineData(null, "AUTH_NOT_AUTHENTICATED")]
    [InlineData(Role.Reader, "AUTH_NOT_AUTHORIZED")]
    [InlineData(Role.Preview, "AUTH_NOT_AUTHORIZED")]
    public async Task Every_mutation_of_a_caller_without_write_access_is_rejected_and_writes_nothing(Role? role, string code)
    {
        using var client = role is { } given ? await server.ClientOfAsync(given) : null;
        var mutations = (await server.QueryAsync(
            "{ __schema { mutationType { fields { name args { type { ofType { name inputFields { name type { kind ofType { name } } } } } } } } } }"))
            .GetProperty("__schema").GetProperty("mutationType").GetProperty("fields");
        Assert.True(mutations.GetArrayLength() >= 16);
        var before = await server.Database.ScalarAsync<long>("select position from wire_head");
        foreach (var mutation in mutations.EnumerateArray())
        {
            var input = mutation.GetProperty("args")[0].GetProperty("type").GetProperty("ofType");
            var values = input.GetProperty("inputFields").EnumerateArray()
                .Where(f => f.GetProperty("type").GetProperty("kind").GetString() == "NON_NULL")
                .ToDictionary(f => f.GetProperty("name").GetString()!, f =>
                f.GetProperty("type").GetProperty("ofType").GetProperty("name").GetString() == "JSON" ? (object)new { } : "x");
            var answer = await server.PostAsync(
                $"mutation ($input: {input.GetProperty("name").GetString()}!) {{ {mutation.GetProperty("name").GetString()}(input: $input) {{ __typename }} }}", new { input = values }, client);
            Assert.Equal(code, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            Assert.False(answer.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null);
        }

        Assert.Equal(before, await server.Database.ScalarAsync<long>("select position from wire_head"));
    }

    [Fact]
    public async Task A_draft_is_hidden_from_anonymous_callers_and_readers_and_visible_to_preview()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        using var reader = await server.ClientOfAsync(Role.Reader);
        using var preview = await server.ClientOfAsync(Role.Preview);
        var draft = await DoAsync(
            editor, "createArticle", new { headline = "Nobody knows", language = "en", uri = "urn:test:nobody-knows" });
        var id = Text(draft, "id");
        const string Ways =
            """
            query ($id: ID!, $nodeIds: [ID!]!) {
              article(id: $id) { headline } byUri: article(uri: "urn:test:nobody-knows") { headline } bySlug: article(slug: "nobody-knows") { headline }
              node(id: $id) { id } nodes(ids: $nodeIds) { id } articles(where: { headline: { eq: "Nobody knows" } }) { totalCount nodes { headline } }
              search: articles(search: "nobody knows") { totalCount }
            }
            """;
        var (nobodys, readers) =
            (await server.PostAsync(Ways, new { id, nodeIds = new[] { id } }),
            await server.PostAsync(Ways, new { id, nodeIds = new[] { id } }, reader));
        Assert.Equal(nobodys.GetRawText(), readers.GetRawText());
        Assert.DoesNotContain("Nobody knows", nobodys.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, nobodys.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, nobodys.GetProperty("data").GetProperty("search").GetProperty("totalCount").GetInt32());
        Assert.Equal(1, (await server.PostAsync(Ways, new { id, nodeIds = new[] { id } }, preview)).GetProperty("data")
            .GetProperty("articles").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_query_after_a_mutation_sees_its_change_and_has_a_cursor_at_or_after_it()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        for (var i = 0; i < 20; i++)
        {
            var id = Text(await DoAsync(editor, "createArticle", new { headline = $"Seen {i}", language = "en" }), "id");
            var published = await DoAsync(editor, "publishArticle", new { id });
            var seen = await server.QueryAsync("query ($id: ID) { article(id: $id) { headline } wire { cursor } }", new { id });
            Assert.Equal($"Seen {i}", seen.GetProperty("article").GetProperty("headline").GetString());
            Assert.True(Position(seen.GetProperty("wire")) >= Position(published));
        }
    }

    [Theory]
    [InlineData("updateArticle", """{ "headline": null }""", "InvalidValueError")]
    [InlineData("updateArticle", """{ "urgency": 10 }""", "InvalidValueError")]
    [InlineData("updateArticle", """{ "language": "not a language" }""", "InvalidValueError")]
    [InlineData("updateArticle", """{ "mentions": [{ "entity": "VG9waWM6OTk5OTk5OTk=" }] }""", "")]
    [InlineData("updateArticle", """{ "expiresAt": "2001-01-01T00:00:00Z" }""", "InvalidValueError")]
    [InlineData("updateArticle", """{ "expectedVersion": 7 }""", "VersionConflictError")]
    [InlineData("correctArticle", """{ "note": "Never public." }""", "NotAllowedInStatusError")]
    [InlineData("withdrawArticle", "{}", "NotAllowedInStatusError")]
    [InlineData("publishArticle", """{ "id": "QXJ0aWNsZTo5OTk5OTk5" }""", "NotFoundError")]
    public async Task An_error_that_an_editor_can_correct_is_in_the_payload_with_a_message(string mutation, string given, string error)
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        var id = Text(await DoAsync(editor, "createArticle", new { headline = "To be rejected", language = "en" }), "id");
        var input = JsonSerializer.Deserialize<Dictionary<string, object?>>(given)!;
        input.TryAdd("id", id);
        var rejected = await DoAsync(editor, mutation, input);
        var told = rejected.GetProperty("errors")[0];
        Assert.Equal(error.Length > 0 ? error : "InvalidValueError", told.GetProperty("__typename").GetString());
        Assert.False(string.IsNullOrWhiteSpace(told.GetProperty("message").GetString()));
        Assert.Equal(JsonValueKind.Null, rejected.GetProperty("cursor").ValueKind);
    }

    [Fact]
    public async Task A_request_with_an_invalid_key_gets_401()
    {
        foreach (var secret in new[] { "nwk_nonsense", "", "nwk_" + new string('a', 43) })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri(server.Address, "graphql"))
            { Content = JsonContent.Create(new { query = "{ __typename }" }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Length > 0 ? secret : null);
            using var response = await server.Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal("AUTH_NOT_AUTHENTICATED", body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task An_item_of_a_feed_can_be_ingested_by_mutation_and_as_JSON_lines()
    {
        using var editor = await server.ClientOfAsync(Role.Editor);
        const string Ingest = "mutation ($document: JSON!) { ingestNinjs(input: { document: $document }) { article { headline status } result warnings errors { __typename ... on Error { message } } } }";
        var item = Item("urn:test:feed:1", "From a feed");
        var taken = (await server.PostAsync(Ingest, new { document = item }, editor)).GetProperty("data").GetProperty("ingestNinjs");
        Assert.Equal("""{"headline":"From a feed","status":"PUBLISHED"}""", taken.GetProperty("article").GetRawText());
        Assert.Equal("CREATED", taken.GetProperty("result").GetString());
        Assert.Equal("UNCHANGED", (await server.PostAsync(Ingest, new { document = item }, editor)).GetProperty("data")
            .GetProperty("ingestNinjs").GetProperty("result").GetString());
        var rejected = (await server.PostAsync(Ingest, new { document = new { uri = "urn:test:feed:none" } }, editor)).GetProperty("data")
            .GetProperty("ingestNinjs");
        Assert.Equal("InvalidValueError", rejected.GetProperty("errors")[0].GetProperty("__typename").GetString());

        var lines = string.Join(
            '\n', JsonSerializer.Serialize(Item("urn:test:feed:2", "By lines")), "{ not json", JsonSerializer.Serialize(item));
        using var response = await editor.PostAsync(
            "ingest/ninjs", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), Cancel);
        var answers = (await response.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(["CREATED", "REJECTED", "UNCHANGED"], answers.Select(a => a.GetProperty("result").GetString()));
        Assert.Equal([1, 2, 3], answers.Select(a => a.GetProperty("line").GetInt32()));
        Assert.False(string.IsNullOrWhiteSpace(answers[1].GetProperty("reason").GetString()));

        using var nobody = await server.Client.PostAsync(
            "ingest/ninjs", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private static object Item(string uri, string headline) => new
    {
        standard = new { name = "ninjs", version = "3.0" },
        uri,
        type = "text",
        version = "1",
        versionCreated = "2026-01-15T12:00:00Z",
        pubStatus = "usable",
        language = "en",
        headlines = new[] { new { value = headline } },
    };

    private async Task<JsonElement> DoAsync(HttpClient editor, string mutation, object input)
    {
        var type = char.ToUpperInvariant(mutation[0]) + mutation[1..];
        var answer = await server.PostAsync(
            $$"""
            mutation ($input: {{type}}Input!) {
              {{mutation}}(input: $input) {
                article { id slug version status headline summary body(format: TEXT) images { url } corrections { note } }
                cursor
                errors { __typename ... on Error { message } {{(mutation == "createArticle" ? "" : OfActs)}} }
              }
            }
            """,
            new { input },
            editor);
        return answer.TryGetProperty("data", out var data) ? data.GetProperty(mutation)
            : throw new Xunit.Sdk.XunitException(answer.GetRawText());
    }

    private static string Text(JsonElement payload, string field) => payload.GetProperty("article").GetProperty(field).GetString()!;

    private static string Status(JsonElement payload) => Text(payload, "status");

    private static int Version(JsonElement payload) => payload.GetProperty("article").GetProperty("version").GetInt32();

    private static long Position(JsonElement of) => long.Parse(of.GetProperty("cursor").GetString()!.Split('-')[1], null);
}
