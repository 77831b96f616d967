using System.Text;
using NewsApi.GraphQL.Errors;
using Xunit;

namespace NewsApi.Tests.GraphQL.Pricing;

/// <summary>The cost of an operation by HotChocolate's rules, with the values of the request.</summary>
public sealed class PricePlanTests
{
    [Theory]
    [InlineData("{ __typename }", 0, 1)]
    [InlineData("{ wire { cursor } }", 10, 2)]
    // The field 10, `nodes` 1; Query, the connection and the articles.
    [InlineData("{ articles(first: 3) { nodes { id headline } } }", 11, 5)]
    [InlineData("{ articles { nodes { id } } }", 11, 12)]
    [InlineData("{ articles(last: 50) { nodes { id } } }", 11, 52)]
    [InlineData("{ articles(first: 3) { edges { cursor node { id } } } }", 14, 8)]
    [InlineData("{ articles(first: 0) { nodes { id } } }", 11, 3)]
    // A page that is larger than allowed is an error of that field, and not a price.
    [InlineData("{ articles(first: 2000000000) { nodes { id } } }", 11, 52)]
    [InlineData("{ articles(first: 2) { totalCount nodes { topics { name } } } }", 33, 14)]
    [InlineData("{ articles(first: 2, search: \"a\") { nodes { id } } }", 31, 4)]
    [InlineData("{ articles(first: 2, where: { section: { eq: \"a\" } }) { nodes { id } } }", 31, 4)]
    [InlineData("{ articles(first: 2, where: { or: [{ section: { eq: \"a\" } }, { headline: { contains: \"a\" } }] }) { nodes { id } } }", 51, 4)]
    [InlineData("{ articles(first: 2, order: [{ publishedAt: DESC }, { slug: ASC }]) { nodes { id } } }", 41, 4)]
    [InlineData("{ articles(first: 2, skip: 100) { nodes { id } } }", 21, 4)]
    [InlineData("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }", 10, 4)]
    [InlineData("{ topics(first: 5) { nodes { articles(first: 3) { nodes { id } } } } }", 66, 27)]
    // Only `below: true` adds the rows below.
    [InlineData("{ topic(slug: \"a\") { articles(first: 3, below: false) { nodes { id } } } }", 21, 6)]
    [InlineData("{ topic(slug: \"a\") { articles(first: 3, below: true) { nodes { id } } } }", 41, 6)]
    [InlineData("{ topic(slug: \"a\") { narrower { id } } place(slug: \"a\") { contains { id } } }", 22, 73)]
    // The dearest type counts: an article with its topics, and not also a person.
    [InlineData("{ node(id: \"a\") { id ... on Article { topics { id } } ... on Person { articles { nodes { id } } } } }", 21, 13)]
    [InlineData("mutation { deleteDraft(input: { id: \"a\" }) { id } }", 100, 2)]
    [InlineData("subscription { articleChanges(where: { section: { eq: \"a\" } }) { cursor article { id } } }", 31, 3)]
    public async Task An_operation_costs_what_it_asks_for(string query, double field, double type)
    {
        var cost = await CostOf.DocumentAsync(query);
        Assert.Equal((field, type), (cost.Field, cost.Type));
    }

    [Fact]
    public async Task An_optional_variable_without_a_value_costs_nothing()
    {
        const string query = """
            query($first: Int, $where: ArticleFilterInput, $section: String, $search: String, $order: [ArticleSortInput!]) {
              articles(first: $first, where: $where, search: $search, order: $order) { nodes { id } }
              topics(first: 1, where: { name: { eq: $section } }) { nodes { id } }
            }
            """;
        var plain = await CostOf.DocumentAsync(
            "{ articles { nodes { id } } topics(first: 1, where: { name: {} }) { nodes { id } } }");
        Assert.Equal(plain, await CostOf.DocumentAsync(query));
        Assert.Equal(plain, await CostOf.DocumentAsync(query, new { where = (object?)null, search = (string?)null }));

        var filtered = await CostOf.DocumentAsync(query, new { where = new { section = new { eq = "a" } }, section = "b" });
        Assert.Equal(plain.Field + 30, filtered.Field);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task A_page_by_a_variable_costs_the_same_as_by_a_literal(int first) => Assert.Equal(
        await CostOf.DocumentAsync($"{{ topics(first: {first}) {{ nodes {{ articles(first: {first}) {{ nodes {{ id }} }} }} }} }}"),
        await CostOf.DocumentAsync(
            "query($first: Int) { topics(first: $first) { nodes { articles(first: $first) { nodes { id } } } } }", new { first }));

    [Fact]
    public async Task What_a_directive_leaves_out_costs_nothing()
    {
        const string query = """
            query($people: Boolean!) { articles(first: 2) { nodes { id people @include(if: $people) { id } ... @skip(if: $people) { topics { id } } } } }
            """;
        Assert.Equal(
            await CostOf.DocumentAsync("{ articles(first: 2) { nodes { people { id } } } }"),
            await CostOf.DocumentAsync(query, new { people = true }));
    }

    [Fact]
    public async Task A_field_that_several_fragments_select_costs_once() => Assert.Equal(
        await CostOf.DocumentAsync("{ articles(first: 2) { nodes { id topics { id name } } } }"),
        await CostOf.DocumentAsync(
            "{ articles(first: 2) { nodes { ...A ...B } ...C } } fragment A on Article { id topics { id } } "
            + "fragment B on Article { topics { name } } fragment C on ArticlesConnection { nodes { topics { id } } }"));

    [Fact]
    public async Task The_smallest_page_that_spreads_a_fragment_does_not_determine_the_cost_of_the_largest()
    {
        const string fragments = "fragment F on TopicsConnection { nodes { x: articles(first: 1) { ...G } y: articles(first: 50) { ...G } } } "
            + "fragment G on ArticlesConnection { nodes { headline } }";
        var one = await CostOf.DocumentAsync($"{{ a: topics(first: 1) {{ ...F }} }} {fragments}");
        Assert.Equal((33, 56), (one.Field, one.Type));
        var both = await CostOf.DocumentAsync($"{{ a: topics(first: 1) {{ ...F }} b: topics(first: 50) {{ ...F }} }} {fragments}");
        Assert.Equal((33 + 1111, 56 + 2701), (both.Field, both.Type));
    }

    [Fact]
    public async Task Lists_of_introspection_multiply_the_cost_of_what_is_below_them()
    {
        var names = await CostOf.DocumentAsync("{ __schema { types { name } } }");
        var fields = await CostOf.DocumentAsync("{ __schema { types { fields { name } } } }");
        var arguments = await CostOf.DocumentAsync("{ __schema { types { fields { args { name } } } } }");
        Assert.InRange(names.Field, 500, 1000);
        Assert.True(fields.Type >= 4 * names.Type && arguments.Type >= 2 * fields.Type, $"{names} {fields} {arguments}");
        Assert.InRange((await CostOf.DocumentAsync("{ __type(name: \"Query\") { name } }")).Field, 500, 1000);
    }

    /// <summary>At each level, one more chain applies only to people. So each path of types selects another set of nodes.</summary>
    [Fact]
    public async Task A_document_whose_fields_differ_for_every_path_of_types_is_rejected_and_planned_only_once()
    {
        const int levels = 18;
        var document = new StringBuilder($"{{ {Next("G1")} }}");
        for (var level = 1; level < levels; level++)
        {
            document.Append($" fragment G{level} on Entity {{ id {Next($"G{level + 1}")} ... on Person {{ {Next($"C{level}_{level + 1}")} }} }}");
            for (var begin = 1; begin < level; begin++)
            {
                document.Append($" fragment C{begin}_{level} on Entity {{ s{begin}: slug {Next($"C{begin}_{level + 1}")} }}");
            }
        }

        document.Append($" fragment G{levels} on Entity {{ id }}");
        for (var begin = 1; begin < levels; begin++)
        {
            document.Append($" fragment C{begin}_{levels} on Entity {{ slug }}");
        }

        var error = await Assert.ThrowsAsync<RequestError>(() => CostOf.DocumentAsync(document.ToString()));
        Assert.Equal("HC0107", error.Code);

        static string Next(string fragment) => $"articles(first: 0) {{ nodes {{ mentions {{ entity {{ ...{fragment} }} }} }} }}";
    }
}
