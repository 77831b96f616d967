using System.Text;
using System.Text.Json;
using GraphQLParser.AST;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// The key of an operation. Operations with equal keys have equal responses at the same position of the log. Subscribers with equal keys
/// form one group.
/// </summary>
/// <param name="Document">The text of the document.</param>
/// <param name="Operation">The name of the operation; empty if it has none.</param>
/// <param name="Variables">
/// The values of the operation's variables as JSON, in the order of their declarations. NUL separates them, because JSON contains no NUL. A
/// variable without a value is empty. Equal values in different spellings give different keys. This makes two groups instead of one, but
/// never a wrong response.
/// </param>
internal sealed record OperationKey(string Document, string Operation, string Variables, Visibility Visibility)
{
    /// <param name="except">A variable that does not affect the response; null if every variable affects it.</param>
    public static OperationKey Create(
        string document, GraphQLOperationDefinition operation, JsonElement variables, Visibility visibility, string? except = null)
    {
        // The key has only the declared variables, because GraphQL ignores other variables.
        var values = new StringBuilder();
        foreach (var declared in operation.Variables?.Items ?? [])
        {
            var name = declared.Variable.Name.StringValue;
            if (name != except && variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(name, out var value))
            {
                values.Append(value.GetRawText());
            }

            values.Append('\0');
        }

        return new(document, operation.Name?.StringValue ?? "", values.ToString(), visibility);
    }
}
