using System.Text.Json;
using System.Text.Json.Serialization;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Types;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Variables are coerced without visiting the document again. The values and errors equal those of the engine, which visits it.
/// </summary>
public sealed class OperationTemplateTests
{
    // A number beyond a Float's range is coerced to an infinity by the engine.
    private static readonly JsonSerializerOptions Infinite = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private const int Rounds = 150;

    private static readonly NewsSchema Schema = new();

    private static readonly string[] Documents =
    [
        "query($first: Int, $after: String, $search: String) { articles(first: $first, after: $after, search: $search) { totalCount } }",
        "query($where: ArticleFilterInput) { articles(where: $where, first: 3) { nodes { topics { articles(where: $where) { totalCount } } } } }",
        "query($order: [ArticleSortInput!], $where: TopicFilterInput!) { articles(order: $order, where: { topics: { some: $where } }) { totalCount } }",
        "query($kinds: [EntityKind!], $kind: EntityKind!) { articles { nodes { mentions(kinds: $kinds) { kind } some: mentions(kinds: [PERSON, $kind]) { kind } } } }",
        "query($ids: [ID!]!, $id: ID) { nodes(ids: $ids) { id } node(id: \"x\") { id } article(id: $id) { id } }",
        "query($in: [String], $time: DateTime, $urgency: Int = 3) { articles(where: { slug: { in: $in }, publishedAt: { gt: $time }, urgency: { in: [1, $urgency] } }) { totalCount } }",
        """
        query($with: Boolean!, $without: Boolean = false, $deep: Float) { articles @include(if: $with) { nodes { ...F @skip(if: $without) ... on Article @include(if: true) { slug } } }
        places(where: { latitude: { gt: $deep } }) { nodes { ...F } } } fragment F on Node { id ... on Article { body(format: TEXT) summary @include(if: $with) } }
        """,
        "query($format: BodyFormat = TEXT, $other: BodyFormat! = MARKDOWN) { articles { nodes { body(format: $format) other: body(format: $other) versions { body(format: $format) } } } }",
        "query($and: [ArticleFilterInput!]! = [{ slug: { eq: \"a\" } }], $not: ArticleFilterInput = null) { articles(where: { and: $and, not: $not }) { totalCount } }",
        "query A { articles(first: 2, where: { not: { slug: { in: [\"a\", null] } } }) { nodes { slug @skip(if: false) } } }",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "7", "-1", "1.5", "1e3", "99999999999", "1e400", "\"\"", "\"7\"", "\"text\"", "\"PERSON\"",
            "\"TEXT\"", "\"person\"",
        "\"2026-11-24T09:30:00Z\"", "\"2026-11-24\"", "[]", "[null]", "[1, 2]", "[\"a\", null]", "[\"a\", \"b\"]", "[[\"a\"]]",
            "[\"PERSON\", \"TOPIC\"]", "[\"NOBODY\"]", "{}",
        """{ "slug": { "eq": "a" } }""", """{ "slug": { "eq": 1 } }""", """{ "slug": { "in": "a" } }""",
            """{ "slug": { "in": ["a", null, 3] } }""", """{ "slug": null }""",
        """{ "slug": "a" }""", """{ "nope": 1, "neither": 2 }""", """{ "slug": { "eq": "a", "nope": "a" } }""",
            """{ "and": { "slug": { "eq": "a" } } }""", """{ "and": [null] }""",
        """{ "or": [{ "urgency": { "gt": 3 } }, { "urgency": { "in": [1, 2.0] } }, { "urgency": { "in": [1, 2.5] } }] }""",
        """{ "not": { "topics": { "some": { "name": { "icontains": "x" } }, "any": true } }, "publishedAt": { "lt": "2026-11-24T09:30:00+01:00" } }""",
        """{ "topics": { "some": { "slug": { "eq": ["a"] } } } }""", """{ "status": { "eq": "DRAFT" } }""",
            """{ "status": { "in": ["DRAFT", "GONE"] } }""",
        """{ "publishedAt": { "lt": "yesterday" } }""", """{ "publishedAt": "DESC" }""",
            """[{ "publishedAt": "DESC" }, { "slug": "ASC" }]""", """[{ "publishedAt": "DOWN" }]""",
        """{ "within": "VG9waWM6MQ==" }""", """{ "name": { "startsWith": "x" }, "broader": { "slug": { "neq": null } } }""",
    ];

    [Fact]
    public async Task Coerced_variables_and_their_errors_equal_those_of_the_engine()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var (right, wrong) = (0, 0);
        foreach (var text in Documents)
        {
            var document = new GraphQLDocumentBuilder().Build(text);
            var operation = document.Definitions.OfType<GraphQLOperationDefinition>().Single();
            var template = new OperationTemplate(Schema, document, text, operation);
            for (var round = 0; round < Rounds; round++)
            {
                var variables = SomeVariables(operation, random);
                var ours = await template.CoerceAsync(variables);
                var engines = await new DocumentValidator().ValidateAsync(new ValidationOptions
                {
                    Schema = Schema,
                    Document = document,
                    Operation = operation,
                    Variables = VariableReader.Read(variables),
                    Rules = [],
                    CancellationToken = TestContext.Current.CancellationToken,
                });
                Assert.Equal(Written(engines, document), Written(ours, document));
                (right, wrong) = ours.IsValid ? (right + 1, wrong) : (right, wrong + 1);
            }
        }

        Assert.True(right > 200, $"Only {right} were right.");
        Assert.True(wrong > 200, $"Only {wrong} were wrong.");
    }

    private static JsonElement SomeVariables(GraphQLOperationDefinition operation, Random random)
    {
        // Left out, or mostly one that could fit, so that not every request is wrong in its first variable.
        var given = (operation.Variables?.Items ?? []).Where(_ => random.Next(5) > 0)
            .Select(v => $"\"{v.Variable.Name.StringValue}\": {(random.Next(3) > 0 ? Fitting(v.Type, random) : Values[random.Next(Values.Length)])}");
        return JsonDocument.Parse($"{{ {string.Join(", ", given)} }}").RootElement;
    }

    private static string Fitting(GraphQLType type, Random random) => type switch
    {
        GraphQLNonNullType inner => Fitting(inner.Type, random),
        GraphQLListType list when random.Next(3) > 0 => $"[{Fitting(list.Type, random)}, {Fitting(list.Type, random)}]",
        GraphQLListType list => Fitting(list.Type, random),
        GraphQLNamedType named => named.Name.StringValue switch
        {
            "Int" => "4",
            "Float" => "4.5",
            "Boolean" => random.Next(2) == 0 ? "true" : "false",
            "DateTime" => "\"2026-11-24T09:30:00Z\"",
            "EntityKind" => "\"TOPIC\"",
            "BodyFormat" => "\"MARKDOWN\"",
            "ArticleFilterInput" =>
                """{ "slug": { "in": ["a", null] }, "and": [{ "topics": { "some": { "name": { "contains": "x" } } } }], "urgency": { "ngt": 4 } }""",
            "TopicFilterInput" => """{ "code": { "eq": null }, "or": [{ "within": "VG9waWM6MQ==" }] }""",
            "ArticleSortInput" => """{ "publishedAt": "ASC" }""",
            _ => "\"text\"",
        },
        _ => "null",
    };

    private static string Written(IValidationResult result, GraphQLDocument document)
    {
        var errors = result.Errors.Select(e => $"{e.GetType().Name} {e.Code} {e.Message} {string.Join(' ', e.Locations ?? [])}");
        var arguments = result.ArgumentValues?.OrderBy(f => f.Key.Location.Start).Select(f => $"{f.Key.Location.Start} {Written(f.Value)}");
        var directives = result.DirectiveValues?.OrderBy(d => d.Key.Location.Start)
            .Select(d => (d.Key.Location.Start, Given: d.Value.Select(given => $"@{given.Key} {Written(given.Value.Arguments)}")))
            .Select(d => $"{d.Start} {string.Join(' ', d.Given)}");
        return string.Join('\n', new[] { document.Source.ToString() }.Concat(errors).Concat(arguments ?? ["none"])
            .Concat(directives ?? ["none"]));
    }

    private static string Written(IDictionary<string, ArgumentValue> arguments) =>
        string.Join(' ', arguments.Select(a => $"{a.Key}: {JsonSerializer.Serialize(a.Value.Value, Infinite)} {a.Value.Source}"));
}
