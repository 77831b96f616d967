using GraphQL.Types;
using NewsApi.GraphQL.Types;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>The published schema is a contract: it changes only on purpose, and each of its elements has a description.</summary>
public sealed class SchemaTests
{
    /// <summary>Every GraphQL service has these, and every client knows them.</summary>
    private static readonly string[] BuiltIn = ["String", "Int", "Float", "Boolean", "ID"];

    private static readonly NewsSchema Schema = new();

    [Fact]
    public void The_published_schema_equals_the_schema_of_the_code()
    {
        const string Way = "dotnet run --project src/NewsApi -- schema > schema/schema.graphql, and read what changed.";
        Assert.True(Repository.Files.Contains("schema/schema.graphql"), $"There is no schema/schema.graphql; write it: {Way}");
        Assert.True(Repository.Read("schema/schema.graphql")
            .Trim() == Schema.Text.Trim(), $"schema/schema.graphql is not the code's; write it anew: {Way}");
    }

    [Fact]
    public void Every_type_field_argument_and_value_has_a_description() => Assert.All(
        OwnTypes().SelectMany(Described), of => Assert.False(string.IsNullOrWhiteSpace(of.Description), $"{of.Name} has no description."));

    private static IEnumerable<IGraphType> OwnTypes() =>
        Schema.AllTypes.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltIn.Contains(t.Name));

    private static IEnumerable<(string Name, string? Description)> Described(IGraphType type)
    {
        yield return (type.Name, type.Description);
        foreach (var field in (type as IComplexGraphType)?.Fields ?? Enumerable.Empty<FieldType>())
        {
            yield return ($"{type.Name}.{field.Name}", field.Description);
            foreach (var argument in field.Arguments ?? [])
            {
                yield return ($"{type.Name}.{field.Name}({argument.Name}:)", argument.Description);
            }
        }

        foreach (var value in (type as EnumerationGraphType)?.Values ?? Enumerable.Empty<EnumValueDefinition>())
        {
            yield return ($"{type.Name}.{value.Name}", value.Description);
        }
    }
}
