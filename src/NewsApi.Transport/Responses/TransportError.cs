using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NewsApi.Transport.Responses;

/// <summary>
/// An error that the transport finds itself, without the executor. All codes except <c>TOO_MANY_CONNECTIONS</c>,
/// <c>TOO_MANY_OPERATIONS</c> and <c>SERVICE_UNAVAILABLE</c> are HotChocolate's codes. The statuses follow GraphQL over HTTP, section
/// "Status Codes". There is one exception: for a malformed request the section names 422, but the service sends 400. HotChocolate and the
/// specification's audits use 400 too.
/// </summary>
/// <param name="Code">The value of <c>extensions.code</c>; null if the error has no code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">One sentence that says what is wrong and, unless it is obvious, what to do.</param>
public sealed record TransportError(string? Code, int Status, string Message)
{
    private const string NotSingleConnection =
        "The single connection mode of graphql-sse is not supported. Use its distinct connections mode (`singleConnection: false`): "
        + "one request for each operation, with `Accept: text/event-stream`.";

    /// <summary>
    /// The client gets this error for a bug of the service. The details are in the log messages that the service writes for its operator.
    /// </summary>
    public static readonly TransportError Unexpected = new(null, 500, "Unexpected Execution Error") { ShowsTrace = true };

    /// <summary>The credentials of a connection cannot be checked at the moment.</summary>
    public static readonly TransportError Unavailable = new(
        "SERVICE_UNAVAILABLE", 503, "The API key or token cannot be checked at the moment. Connect again in a few seconds.");

    /// <summary>A page of events did not begin, because the database could not be reached or the service stops.</summary>
    public static readonly TransportError NoPage = new(
        "SERVICE_UNAVAILABLE", 503, "The events cannot be read at the moment. Ask for the page again in a few seconds.");

    public static readonly TransportError EmptyBody = new("HC0012", 400, "The request has no body; send a JSON object with `query`.");

    public static readonly TransportError NoQuery = new("HC0013", 400, "The request has neither `query` nor `id`.");

    public static readonly TransportError DocumentInPath =
        new("HC0009", 400, "The URL names the document; send `variables` and `extensions` only, without `query` and `id`.");

    public static readonly TransportError Batch =
        new("HC0009", 400, "Batching is not supported; send one operation a request.");

    public static readonly TransportError NotUtf8 = new("HC0011", 400, "The request is not valid UTF-8.");

    public static readonly TransportError LoneSurrogate =
        new("HC0011", 400, "A JSON string escapes half of a surrogate pair, which is not valid Unicode.");

    public static readonly TransportError NoContentType =
        new("HC0009", 415, "The request has no Content-Type; send `application/json`.");

    public static readonly TransportError NotAcceptable =
        new(
            "HC0063", 406,
            "No media type in `Accept` can be sent; accept `application/graphql-response+json`, `application/json` or "
            + "`text/event-stream`.");

    public static readonly TransportError StreamByHttp =
        new("HC0063", 406,
            "A subscription's events cannot be sent in the accepted media types; accept `text/event-stream`, use a WebSocket, or read pages "
            + "of events by GET.");

    public static readonly TransportError MalformedAccept = new("HC0064", 400, "The `Accept` header cannot be read.");

    public static readonly TransportError OnlyWebSocket = new(
        "HC0009", 426, "This URL accepts WebSockets only; send other requests to `/graphql`.");

    /// <summary>One client has too many event streams and WebSockets.</summary>
    public static TransportError TooManyConnections(int most) =>
        new("TOO_MANY_CONNECTIONS", 429, $"This address or key already has {most} WebSockets and event streams; close some, or wait.");

    /// <summary>One client has too many subscriptions.</summary>
    public static TransportError TooManySubscriptions(int most) =>
        new("TOO_MANY_SUBSCRIPTIONS", 429, $"This address or key already has {most} subscriptions; complete some, or wait.");

    /// <summary>One WebSocket has too many operations. The operations that already run continue.</summary>
    public static TransportError TooManyOperations(int most) =>
        new("TOO_MANY_OPERATIONS", 429, $"This WebSocket already has {most} operations; complete some, or open another.");

    public static TransportError NotKnown(string reason) => new("AUTH_NOT_AUTHENTICATED", 401, reason);

    /// <summary>Introspection is switched off, and the schema file has the same content.</summary>
    public static readonly TransportError SchemaNotAllowed =
        new("HC0046", 403, "The schema cannot be downloaded: introspection is not allowed here.");

    /// <summary>The service does not allow the origin of the page that opens the WebSocket.</summary>
    public static readonly TransportError OtherOrigin = new(
        "AUTH_NOT_AUTHORIZED", 403,
        "Pages of this origin may not open a WebSocket here; an operator can add the origin to the service's allowed origins.");

    /// <summary>The request uses the "Single connection mode" of graphql-sse. This service does not support that mode.</summary>
    public static readonly TransportError SingleConnectionMode = new("HC0009", 400, NotSingleConnection);

    /// <param name="where">The subject of the message: "The request", "`variables`".</param>
    public static TransportError NotJson(string where, long line, long column) =>
        new("HC0011", 400, $"{where} is not valid JSON (line {line + 1}, byte {column + 1}).");

    public static TransportError TooDeep(int levels) => new("HC0011", 400, $"The request's JSON is nested more than {levels} levels deep.");

    public static TransportError DuplicateKey(string where) => new("HC0011", 400, $"{where} has the same key twice in one JSON object.");

    public static TransportError DuplicateParameter(string parameter) =>
        new("HC0009", 400, $"The URL has the parameter `{parameter}` more than once.");

    public static TransportError WrongType(string key, string expected, JsonValueKind found) =>
        new("HC0009", 400, $"`{key}` must be {expected}, not {Name(found)}.");

    public static TransportError TooLarge(int bytes) => new("HC0010", 413, $"Max GraphQL request size reached: {bytes} bytes.");

    public static TransportError NotAnObject(JsonValueKind found) =>
        new("HC0009", 400, $"The request must be a JSON object, not {Name(found)}.");

    public static TransportError UnsupportedType(string contentType) =>
        new("HC0009", 415, $"A request of type `{contentType}` cannot be read; send `application/json` in UTF-8.");

    public static TransportError UnsupportedEncoding(string contentEncoding) =>
        new("HC0009", 415, $"A body encoded as `{contentEncoding}` cannot be read; send it without an encoding.");

    public static TransportError Method(string method) =>
        // graphql-sse reserves the stream of its single connection mode by PUT.
        new("HC0009", 405,
            $"`{method}` is not supported here; use POST, or GET for a query.{(method is "PUT" ? $" {NotSingleConnection}" : "")}");

    /// <summary>The server could not read the whole body: the body was too slow, was cut off, or had broken framing.</summary>
    public static TransportError Unreadable(int status) => new("HC0009", status, "The request's body could not be read to its end.");

    /// <summary>True to add the id of the current trace (<c>extensions.traceId</c>). The log has the exception with the same id.</summary>
    private bool ShowsTrace { get; init; }

    /// <summary>Returns the error as a GraphQL response in UTF-8.</summary>
    public byte[] ToJson()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(160);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("message", MessageText.Shorten(Message));
            var trace = ShowsTrace ? Activity.Current : null;
            if (Code is not null || trace is not null)
            {
                json.WriteStartObject("extensions");
                if (Code is not null)
                {
                    json.WriteString("code", Code);
                }

                if (trace is not null)
                {
                    json.WriteString("traceId", trace.TraceId.ToHexString());
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
