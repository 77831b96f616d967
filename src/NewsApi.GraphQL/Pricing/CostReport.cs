using System.Buffers;
using System.Text.Json;

namespace NewsApi.GraphQL.Pricing;

/// <summary>Writes the cost of an operation into a response, as HotChocolate does: <c>extensions.operationCost</c>.</summary>
internal static class CostReport
{
    /// <summary>Returns a response that has only the cost.</summary>
    public static ReadOnlyMemory<byte> Write(OperationCost cost)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        WriteExtensions(json, cost);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    /// <summary>Adds the cost to a response. No response has other extensions at its top level.</summary>
    /// <param name="answer">A JSON object with at least one property.</param>
    public static ReadOnlyMemory<byte> AddTo(ReadOnlyMemory<byte> answer, OperationCost cost) =>
        (byte[])[.. answer.Span[..^1], (byte)',', .. Write(cost).Span[1..]];

    private static void WriteExtensions(Utf8JsonWriter json, OperationCost cost)
    {
        json.WriteStartObject("extensions");
        json.WriteStartObject("operationCost");
        json.WriteNumber("fieldCost", cost.Field);
        json.WriteNumber("typeCost", cost.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
