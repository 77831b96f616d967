using System.Text.Json;
using GraphQL.SystemTextJson;

namespace NewsApi.GraphQL.Execution;

/// <summary>Converts the JSON object of a request's variables to the values of GraphQL.NET.</summary>
internal static class VariableReader
{
    private static readonly GraphQLSerializer Serializer = new();

    /// <returns>The variables; empty if <paramref name="variables"/> is not an object.</returns>
    public static Inputs Read(JsonElement variables) =>
        variables.ValueKind == JsonValueKind.Object ? Serializer.ReadNode<Inputs>(variables) ?? Inputs.Empty : Inputs.Empty;
}
