using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using NewsApi.GraphQL.Execution;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

public sealed class DeprecatedPartsRuleTests
{
    private const string Sdl =
        """
        type Query {
          old: Int @deprecated(reason: "use new")
          new(a: In, b: Int @deprecated(reason: "no b"), c: Colour): Int
        }
        input In { x: Int @deprecated(reason: "no x") y: Int }
        enum Colour { RED @deprecated(reason: "no red") BLUE }
        """;

    [Theory]
    [InlineData("{ old }", "The field `Query.old` is deprecated: use new")]
    [InlineData("{ new(b: 1) }", "The argument `b` is deprecated: no b")]
    [InlineData("{ new(a: {x: 1, y: 2}) }", "The input field `x` is deprecated: no x")]
    [InlineData("{ new(c: RED) }", "The value `RED` is deprecated: no red")]
    [InlineData("{ new(a: {y: 2}, c: BLUE) }")]
    public async Task Each_deprecated_part_of_a_document_is_reported(string text, params string[] expected)
    {
        using var schema = Schema.For(Sdl);
        var document = Parser.Parse(text);
        var result = await new DocumentValidator().ValidateAsync(new ValidationOptions
        {
            Schema = schema,
            Document = document,
            Operation = DocumentCache.NoVariables,
            Rules = [new DeprecatedPartsRule()],
        });
        Assert.Equal(expected, result.Errors.Select(e => e.Message));
    }
}
