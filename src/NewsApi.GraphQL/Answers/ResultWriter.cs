using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL.SystemTextJson;
using NewsApi.GraphQL.Errors;

namespace NewsApi.GraphQL.Answers;

/// <summary>Writes a result of the engine as UTF-8 JSON, every character as itself, and reads variables.</summary>
internal sealed class ResultWriter
{
    private readonly GraphQLSerializer _serializer = new(
        new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, new ErrorInfoProvider());

    public async Task<ReadOnlyMemory<byte>> WriteAsync(ExecutionResult result, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await _serializer.WriteAsync(bytes, result, cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    public ReadOnlyMemory<byte> Write(ExecutionResult result) => Encoding.UTF8.GetBytes(_serializer.Serialize(result));

    /// <summary>Writes only the property <c>errors</c> of a result.</summary>
    public void WriteErrors(Utf8JsonWriter json, ExecutionResult result)
    {
        using var written = JsonDocument.Parse(_serializer.Serialize(result));
        json.WritePropertyName("errors");
        written.RootElement.GetProperty("errors").WriteTo(json);
    }

    public Inputs ReadVariables(JsonElement variables) =>
        variables.ValueKind == JsonValueKind.Object ? _serializer.ReadNode<Inputs>(variables) ?? Inputs.Empty : Inputs.Empty;
}
