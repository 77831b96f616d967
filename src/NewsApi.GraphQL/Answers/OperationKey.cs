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
    // 0 before the first use.
    private int _hash;

    /// <summary>The memory of the key, in bytes.</summary>
    public long Size => sizeof(char) * (Document.Length + Operation.Length + (long)Variables.Length);

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

    /// <summary>Compares the texts; not the hash, which a key has only after its first use.</summary>
    public bool Equals(OperationKey? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Document == other.Document && Operation == other.Operation && Variables == other.Variables
            && Visibility == other.Visibility);

    /// <summary>Computed once, because a key of a repeated query is looked up many times and its document may be long.</summary>
    public override int GetHashCode() =>
        _hash != 0 ? _hash : _hash = HashCode.Combine(Document, Operation, Variables, Visibility);
}
