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
    private static readonly ResultSerializer Serializer = new();

    /// <summary>Writes a result of GraphQL.NET.</summary>
    /// <param name="most">The largest size of the response, in bytes.</param>
    /// <exception cref="RequestError">The response would be larger.</exception>
    public static ReadOnlyMemory<byte> WriteResult(ExecutionResult result, int most)
    {
        var bytes = new BoundedBuffer(most);
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Serializer.Write(json, result);
        json.Flush();
        return bytes.WrittenMemory;
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

    /// <summary>GraphQL.NET's serializer, which can also write into a bounded buffer.</summary>
    private sealed class ResultSerializer()
        : GraphQLSerializer(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorExtensions())
    {
        public void Write(Utf8JsonWriter json, ExecutionResult result) => JsonSerializer.Serialize(json, result, SerializerOptions);
    }
}
