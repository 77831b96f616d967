using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>Every scalar and enum of the schema that a client can pass, with a variable of every JSON type.</summary>
public sealed class WrongTypesTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Absurd = "\"\\u0000\uFFFD ' -- %\"";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "2147483648", "1.5", "1e300", "-0.0", "123456789012345678901234567890", "\"\"", "\"x\"", Absurd,
        "\"2026-02-30T00:00:00Z\"", "\"2026-11-01T00:00:00Z\"", "[]", "[null]", "[1]", "[[\"x\"]]", "{}", "{\"a\":1}", "[{\"a\":[]}]",
    ];

    [Fact]
    public async Task A_variable_of_any_JSON_type_is_accepted_or_rejected_at_every_scalar_with_a_message()
    {
        var positions = Positions(await SchemaModel.ReadAsync(server)).DistinctBy(p => p.Type).ToArray();
        Assert.Superset(new HashSet<string> { "Int", "Float", "String", "Boolean", "ID", "DateTime", "ArticleStatus", "EntityKind" },
            positions.Select(p => p.Type.Trim('!', '[', ']')).ToHashSet());
        var rejected = 0;
        foreach (var (type, field) in positions)
        {
            foreach (var value in Values)
            {
                var variables = JsonSerializer.Deserialize<JsonElement>($"{{\"v\":{value}}}");
                using var response = await server.Client.PostAsJsonAsync(
                    "graphql", new { query = $"query($v: {type}) {{ {field} {{ __typename }} }}", variables },
                    TestContext.Current.CancellationToken);
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{type} {field} {value}: {text}");
                Assert.DoesNotContain("Unexpected Execution Error", text, StringComparison.Ordinal);
                Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
                rejected += text.Contains("\"errors\"", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.InRange(rejected, positions.Length * Values.Length / 2, positions.Length * Values.Length);
    }

    /// <returns>For each argument and each field of a filter or order: the type, and a root field that has <c>$v</c> there.</returns>
    private static IEnumerable<(string Type, string Field)> Positions(SchemaModel schema) =>
        from field in schema["Query"].Fields
        where schema[field.Type.NamedType].Kind is "OBJECT" or "INTERFACE"
        from argument in field.Arguments
        let others = field.Arguments.Where(a => a != argument && a.Type.IsNonNull).Select(a => $", {a.Name}: \"x\"")
        from position in Below(schema, argument.Type, [])
        select (position.Type, $"{field.Name}({argument.Name}: {position.Text}{string.Concat(others)})");

    private static IEnumerable<(string Type, string Text)> Below(SchemaModel schema, TypeRef type, HashSet<string> seen)
    {
        yield return (type.ToString(), "$v");
        if (schema[type.NamedType] is { Kind: "INPUT_OBJECT" } input && seen.Add(input.Name))
        {
            foreach (var inner in input.Inputs)
            {
                foreach (var (found, text) in Below(schema, inner.Type, seen))
                {
                    yield return (found, $"{{{inner.Name}: {text}}}");
                }
            }
        }
    }
}
