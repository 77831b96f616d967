using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.SystemTextJson;
using NewsApi.GraphQL.Errors;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// Writes errors, and the results of GraphQL.NET, as UTF-8 JSON. It writes letters of all languages directly, and not as <c>\u</c> escapes.
/// </summary>
internal static class ErrorWriter
{
    private static readonly GraphQLSerializer Serializer = new(
        new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorExtensions());

    /// <summary>Writes a result of GraphQL.NET.</summary>
    public static async Task<ReadOnlyMemory<byte>> WriteResultAsync(ExecutionResult result, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await Serializer.WriteAsync(bytes, result, cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Writes a response that has errors and no data.</summary>
    /// <param name="executed">
    /// True if the operation ran. The response then has <c>"data": null</c>. If the operation did not run, the response has no property
    /// <c>data</c>.
    /// </param>
    public static ReadOnlyMemory<byte> WriteAnswer(IEnumerable<ExecutionError> errors, bool executed) =>
        Encoding.UTF8.GetBytes(Serializer.Serialize(CreateResult(errors, executed)));

    /// <summary>Writes the property <c>errors</c> of a response that has data.</summary>
    public static void WriteErrors(Utf8JsonWriter json, IEnumerable<ExecutionError> errors)
    {
        using var result = JsonDocument.Parse(Serializer.Serialize(CreateResult(errors, executed: true)));
        json.WritePropertyName("errors");
        result.RootElement.GetProperty("errors").WriteTo(json);
    }

    private static ExecutionResult CreateResult(IEnumerable<ExecutionError> errors, bool executed)
    {
        var result = new ExecutionResult { Executed = executed };
        foreach (var error in errors)
        {
            result.AddError(error);
        }

        return result;
    }
}
