using System.Text.Json;
using GraphQL.Execution;
using GraphQLParser.AST;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Answers;
using Xunit;

namespace NewsApi.Tests.GraphQL.Answers;

/// <summary>
/// Operations with equal keys share an answer, so a key must contain everything that the answer depends on, and nothing else.
/// </summary>
public sealed class OperationKeyTests
{
    private const string Text = "query A($a: String, $b: String) { wire { cursor } } query B($a: String) { wire { time } }";

    [Theory]
    [InlineData("""{ "a": "1", "b": "2" }""", """{ "b": "2", "a": "1" }""")]
    [InlineData("""{ "a": "1" }""", """{ "a": "1", "undeclared": "3" }""")]
    [InlineData("{}", null)]
    public void Requests_with_the_same_values_of_their_variables_have_equal_keys(string variables, string? others) =>
        Assert.Equal(Key("A", variables), Key("A", others));

    [Theory]
    [InlineData("""{ "a": "1" }""", """{ "a": "2" }""")]
    [InlineData("""{ "a": "1" }""", """{ "b": "1" }""")]
    [InlineData("""{ "a": null }""", "{}")]
    [InlineData("""{ "a": "1", "b": "2" }""", """{ "a": "1\u0000\"2\"" }""")]
    public void Requests_with_other_values_have_other_keys(string variables, string others) =>
        Assert.NotEqual(Key("A", variables), Key("A", others));

    [Fact]
    public void The_operation_and_the_visibility_are_part_of_the_key()
    {
        Assert.NotEqual(Key("A", "{}"), Key("B", "{}"));
        Assert.NotEqual(Key("A", "{}"), Key("A", "{}", Visibility.Everything));
    }

    [Fact]
    public void A_variable_that_does_not_affect_the_answer_is_left_out()
    {
        Assert.Equal(Key("A", """{ "a": "1", "b": "2" }""", except: "b"), Key("A", """{ "a": "1", "b": "3" }""", except: "b"));
        Assert.NotEqual(Key("A", """{ "a": "1" }""", except: "b"), Key("A", """{ "a": "2" }""", except: "b"));
    }

    private static OperationKey Key(string operation, string? variables, Visibility visibility = Visibility.Public, string? except = null)
    {
        var definition = new GraphQLDocumentBuilder().Build(Text).Definitions.OfType<GraphQLOperationDefinition>()
            .Single(o => o.Name?.Value == operation);
        return OperationKey.Create(
            Text, definition, variables is null ? default : JsonDocument.Parse(variables).RootElement, visibility, except);
    }
}
