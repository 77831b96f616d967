using System.Text.Json;
using NewsApi.Content.Publishing;
using NewsApi.GraphQL.Answers;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.GraphQL.Execution;

/// <summary>Makes the keys by which repeated mutations are recognised.</summary>
internal static class IdempotencyKeys
{
    /// <summary>Returns the key of a request with a mutation; null if the request has none. The key has no name of a field yet.</summary>
    public static CommandKey? Create(OperationRequest request, PreparedOperation operation)
    {
        if (request.IdempotencyKey is not { } key)
        {
            return null;
        }

        var variables = operation.Variables.ValueKind is JsonValueKind.Undefined ? "" : operation.Variables.GetRawText();
        var hash = CommandKey.Hash(operation.Document, operation.Definition.Name?.StringValue, variables);

        // Only authenticated callers may run mutations.
        return new CommandKey(Client.Of(request.Caller, address: null)?.Name ?? "", key, Field: "", hash);
    }
}
