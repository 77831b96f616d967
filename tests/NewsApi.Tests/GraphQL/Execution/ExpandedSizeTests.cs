using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Documents that would occupy the validator for minutes are rejected before validation.</summary>
public sealed class ExpandedSizeTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_chain_of_fragments_that_doubles_at_each_step_is_rejected()
    {
        var document = Doubling(steps: 40, used: true);
        Assert.InRange(document.Length, 1000, 2500);
        await Rejected(document, "HC0107", "more than");
    }

    [Fact]
    public async Task An_unused_chain_of_fragments_that_doubles_at_each_step_is_rejected() =>
        await Rejected(Doubling(steps: 40, used: false), "HC0107", "more than");

    [Fact]
    public async Task Too_many_visits_of_fragments_are_rejected() => await Rejected(
        $"{{ {string.Concat(Enumerable.Range(0, 100).Select(i => $"a{i}: articles {{ nodes {{ {string.Concat(Enumerable.Repeat("...F ", 11))} }} }} "))} }} fragment F on Article {{ id }}",
        "HC0107",
        "visits of fragments");

    [Fact]
    public async Task Fragments_that_spread_each_other_are_rejected() => await Rejected(
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", null, "spreads itself");

    [Fact]
    public async Task Too_many_fields_are_rejected() => await Rejected(
        $"{{ articles {{ nodes {{ {string.Join(' ', Enumerable.Repeat("id", 2100))} }} }} }}", "HC0107", "2048 fields");

    [Fact]
    public async Task Too_many_fields_of_one_name_are_rejected() => await Rejected(
        $"{{ articles {{ nodes {{ {string.Join(' ', Enumerable.Repeat("id", 500))} }} }} }}", "HC0107", "same response name");

    [Fact]
    public async Task Fragments_that_expand_to_too_many_fields_are_rejected()
    {
        var fields = string.Join(' ', Enumerable.Range(0, 150).Select(i => $"f{i}: id"));
        var spreads = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"n{i}: article(slug: \"a\") {{ ...F }}"));
        await Rejected($"{{ {spreads} }} fragment F on Article {{ {fields.Replace(": id", "", StringComparison.Ordinal)} }}", "HC0107",
            "expanded");
    }

    [Fact]
    public async Task Too_many_aliases_are_rejected() => await Rejected(
        $"{{ {string.Join(' ', Enumerable.Range(0, 201).Select(i => $"a{i}: wire {{ cursor }}"))} }}", "HC0107", "200 aliases");

    [Fact]
    public async Task Too_many_directives_on_one_field_are_rejected() => await Rejected(
        $"{{ wire {string.Concat(Enumerable.Repeat("@skip(if: false) ", 5))} {{ cursor }} }}", "HC0107", "directives");

    [Fact]
    public async Task Cyclic_introspection_is_rejected() => await Rejected(
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "HC0086", "introspection");

    [Fact]
    public async Task Cyclic_introspection_by_fragments_is_rejected() => await Rejected(
        """
        { __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } fragment B on __Type { fields { type { ...C } } }
        fragment C on __Type { fields { name } }
        """,
        "HC0086",
        "introspection");

    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public async Task Introspection_unwraps_a_type_sixteen_times(int times, bool isRejected)
    {
        var query = $"{{ __type(name: \"Query\") {{ {string.Concat(Enumerable.Repeat("ofType { ", times))} name {new string('}', times)} }} }}";
        if (isRejected)
        {
            await Rejected(query, "HC0086", "ofType");
        }
        else
        {
            await server.QueryAsync(query);
        }
    }

    [Fact]
    public async Task A_document_that_nests_too_deep_is_rejected() => await Rejected(
        $"{{ topic(slug: \"a\") {string.Concat(Enumerable.Repeat("{ broader ", 300))} {{ id }} {new string('}', 300)} }}", "HC0107",
            "200 levels");

    [Fact]
    public async Task Nested_lists_that_may_return_too_many_items_are_rejected()
    {
        await server.Newsroom.PublishAsync("Lists within lists", TestNewsroom.Topic("Lists"));
        const string page = "topics { articles(first: 50) { nodes {";
        var result = await server.PostAsync(
            $"{{ articles(first: 50) {{ nodes {{ {page} {page} {page} slug }} }} }} }} }} }} }} }} }} }} }} }}");
        Assert.All(result.GetProperty("errors").EnumerateArray(), e =>
            Assert.Equal("HC0047", e.GetProperty("extensions").GetProperty("code").GetString()));
        var eleven = Enumerable.Range(0, 11)
            .Select(i => $"a{i}: topics(first: 50) {{ nodes {{ articles(first: 50) {{ nodes {{ slug }} }} }} }}");
        var fewer = $"{{ {string.Join(' ', eleven)} }}";
        Assert.Equal("HC0047", (await server.PostAsync(fewer)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code")
            .GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("__schema { queryType { name } } ")]
    public async Task A_query_that_alternates_between_parents_and_children_is_rejected_for_its_size(string besides)
    {
        var above = Some.Topic($"Above {new string('x', 200)}");
        await server.Database.StoreAsync(above);
        // More topics than `@listSize` assumes, so the response is larger than its cost.
        await server.Database.StoreAsync([.. Enumerable.Range(0, 60).Select(i => Some.Topic($"Below {i}", above))]);
        var turns = string.Concat(Enumerable.Repeat("narrower { broader { ", 3));
        var result = await server.PostAsync(
            $"query($slug: String) {{ {besides}topic(slug: $slug) {{ {turns} name {new string('}', 6)} }} }}", new { slug = above.Slug });
        Assert.Contains("larger than", result.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_with_a_response_above_the_limit_is_rejected()
    {
        var aliases = string.Join(' ', Enumerable.Range(0, 190).Select(i => $"a{i}: description"));
        await Rejected($"{{ __schema {{ types {{ inputFields {{ type {{ inputFields {{ {aliases} }} }} }} }} }} }}", "HC0047", "larger than");
        var longer = string.Join('\n', Enumerable.Range(0, 190).Select(i => $"{new string('x', 1500)}{i}: name"));
        await Rejected($"{{ __schema {{ types {{ {longer} }} }} }}", "HC0047", "larger than");
    }

    [Fact]
    public async Task The_introspection_query_of_common_tools_succeeds()
    {
        var types = await server.QueryAsync(
            """
            query IntrospectionQuery { __schema { queryType { name } types { ...FullType } directives { name args { ...InputValue } } } }
            fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name args { ...InputValue } type { ...TypeRef } }
              inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name } possibleTypes { ...TypeRef } }
            fragment InputValue on __InputValue { name type { ...TypeRef } defaultValue }
            fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
            """);
        Assert.Contains(types.GetProperty("__schema").GetProperty("types").EnumerateArray(), t =>
            t.GetProperty("name").GetString() == "Article");
    }

    private async Task Rejected(string document, string? code, string words)
    {
        using var response = await server.Client.PostAsJsonAsync(
            "graphql", new { query = document }, TestContext.Current.CancellationToken);
        var result = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
        if (code is not null)
        {
            Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        }

        Assert.False(result.TryGetProperty("data", out _));
    }

    private static string Doubling(int steps, bool used)
    {
        var document = new StringBuilder(used ? "{...f0}" : "{wire{cursor}}");
        for (var i = 0; i < steps; i++)
        {
            document.Append($"fragment f{i} on Query{{...f{i + 1} ...f{i + 1}}}");
        }

        return document.Append($"fragment f{steps} on Query{{__typename}}").ToString();
    }
}
