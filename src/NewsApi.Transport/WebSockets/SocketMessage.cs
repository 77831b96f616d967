using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NewsApi.Transport.Requests;

namespace NewsApi.Transport.WebSockets;

/// <summary>A message from the client (GraphQL over WebSocket, section "Message types").</summary>
/// <param name="Id">The id of the operation; empty if the message has none.</param>
/// <param name="Payload">A JSON object, or <see cref="JsonValueKind.Undefined"/> if the message has no payload.</param>
internal readonly record struct SocketMessage(SocketMessageType Type, string Id, JsonElement Payload)
{
    /// <summary>
    /// The largest length of an id, in UTF-16 code units. There is a limit because every event of an operation repeats the id.
    /// </summary>
    private const int MaxIdCharacters = 1000;

    /// <summary>The size of the largest <c>ping</c> whose payload is sent back. A larger one would be an echo for free.</summary>
    private const int MaxEchoedBytes = 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Ping { get; } = """{"type":"ping"}"""u8.ToArray();

    /// <returns>The message. If the message is invalid, the reason for closing the socket that the protocol requires.</returns>
    public static (SocketMessage Message, SocketClosing? Rejection) Read(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        // The payload of a message corresponds to the body of an HTTP request, but is one level deeper.
        var (json, rejection) = RequestJson.Parse(utf8, maxDepth + 1, "The message");
        if (rejection is not null)
        {
            return (default, SocketClosing.Invalid(rejection.Message));
        }

        if (json.ValueKind is not JsonValueKind.Object || Text(json, "type") is not { } name)
        {
            return (default, SocketClosing.Invalid("A message must be a JSON object with a `type`"));
        }

        SocketMessageType? known = name switch
        {
            "connection_init" => SocketMessageType.ConnectionInit,
            "ping" => SocketMessageType.Ping,
            "pong" => SocketMessageType.Pong,
            "subscribe" => SocketMessageType.Subscribe,
            "complete" => SocketMessageType.Complete,
            _ => null,
        };
        if (known is not { } type)
        {
            return (default, SocketClosing.Invalid($"No message of type `{name}` is expected"));
        }

        var id = "";
        if (type is SocketMessageType.Subscribe or SocketMessageType.Complete)
        {
            id = Text(json, "id") ?? "";
            if (id.Length is 0 or > MaxIdCharacters)
            {
                return (default, SocketClosing.Invalid($"`{name}` needs an `id`, a string of 1 to {MaxIdCharacters} characters"));
            }
        }

        json.TryGetProperty("payload", out var payload);
        var mayLack = type is not SocketMessageType.Subscribe;
        return payload.ValueKind switch
        {
            JsonValueKind.Object => (new SocketMessage(type, id, payload), null),
            JsonValueKind.Undefined or JsonValueKind.Null when mayLack => (new SocketMessage(type, id, default), null),
            _ => (default, SocketClosing.Invalid($"The `payload` of `{name}` must be an object")),
        };
    }

    /// <summary>Returns the beginning of a <c>next</c> message. The sender adds a result and <see cref="PayloadEnd"/>.</summary>
    public static byte[] BeginNext(string id) => Begin(id, "next");

    /// <summary>Returns the beginning of an <c>error</c> message. The sender adds a list of errors and <see cref="PayloadEnd"/>.</summary>
    public static byte[] BeginError(string id) => Begin(id, "error");

    public static ReadOnlyMemory<byte> PayloadEnd { get; } = "}"u8.ToArray();

    public static byte[] Complete(string id) => Write(json =>
    {
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "complete"u8);
    });

    /// <summary>Returns the reply to a <c>ping</c>. It has the payload of the <c>ping</c>, unless that is large.</summary>
    /// <param name="bytes">The size of the <c>ping</c> message.</param>
    public static byte[] Pong(JsonElement payload, int bytes) => Write(json =>
    {
        json.WriteString("type"u8, "pong"u8);
        if (payload.ValueKind is JsonValueKind.Object && bytes <= MaxEchoedBytes)
        {
            json.WritePropertyName("payload"u8);
            payload.WriteTo(json);
        }
    });

    /// <summary>Returns the bytes of the <c>errors</c> list of a result; empty if the result has no errors.</summary>
    public static ReadOnlyMemory<byte> FindErrors(ReadOnlyMemory<byte> result)
    {
        var reader = new Utf8JsonReader(result.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("errors"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
            {
                return result[start..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    private static byte[] Begin(string id, string type) =>
        [.. Write(json =>
        {
            json.WriteString("id"u8, id);
            json.WriteString("type"u8, type);
        }).AsSpan()[..^1], .. ",\"payload\":"u8];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
