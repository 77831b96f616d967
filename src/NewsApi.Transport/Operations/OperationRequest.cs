using System.Security.Claims;
using System.Text.Json;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Operations;

/// <summary>One GraphQL request of any protocol.</summary>
public sealed record OperationRequest
{
    /// <summary>The size of the request in bytes: of the HTTP body or the WebSocket message. 0 for a GET.</summary>
    public int Bytes { get; init; }

    /// <summary>
    /// The text of the document. Null if the request refers to a stored document, by <see cref="DocumentId"/> or by a hash in
    /// <c>extensions.persistedQuery</c> (automatic persisted queries). Every request has a text, an id or a hash.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>The id of a stored document (body key <c>id</c> or <c>documentId</c>).</summary>
    public string? DocumentId { get; init; }

    public string? OperationName { get; init; }

    /// <summary>A JSON object, or <see cref="JsonValueKind.Undefined"/> if the request has none.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>A JSON object, or <see cref="JsonValueKind.Undefined"/> if the request has none.</summary>
    public JsonElement Extensions { get; init; }

    /// <summary>True if the client asks for heartbeats and progress as results, by <c>"extensions": {"heartbeat": true}</c>.</summary>
    public bool HasVisibleHeartbeat => Extensions.ValueKind is JsonValueKind.Object
        && Extensions.TryGetProperty("heartbeat"u8, out var asked) && asked.ValueKind is JsonValueKind.True;

    /// <summary>
    /// False if a page of events is sent at once, even if it has no event, by <c>"extensions": {"wait": false}</c>. So a client learns at
    /// once that it is up to date.
    /// </summary>
    public bool MayWait => Extensions.ValueKind is not JsonValueKind.Object
        || !Extensions.TryGetProperty("wait"u8, out var asked) || asked.ValueKind is not JsonValueKind.False;

    /// <summary>
    /// The trace context of a client of a WebSocket (<c>"extensions": {"traceparent": "…"}</c>), as W3C Trace Context defines it; null if
    /// the client sends none. Over HTTP the header <c>traceparent</c> has it. It is not validated yet.
    /// </summary>
    public string? TraceParent => Extensions.ValueKind is JsonValueKind.Object
        && Extensions.TryGetProperty("traceparent"u8, out var sent) && sent.ValueKind is JsonValueKind.String ? sent.GetString() : null;

    /// <summary>
    /// The kinds of operation that the request may run. A GET may run queries (GraphQL over HTTP, section "GET"). It may also run
    /// subscriptions: as an event stream, because a browser's <c>EventSource</c> supports no other method, or as a page of events, because
    /// caches keep only responses to GET. For other kinds the executor returns <see cref="Outcome.MethodNotAllowed"/>.
    /// </summary>
    public OperationKinds Allowed { get; init; } = OperationKinds.All;

    /// <summary>
    /// The cursor of the last event that the client received; null if the client sends none. A client that reconnects sends the cursor in
    /// the header <c>Last-Event-ID</c>, or in the parameter <c>lastEventId</c> if it cannot set headers. The cursor is not validated yet.
    /// </summary>
    public string? LastEventId { get; init; }

    /// <summary>
    /// The log position that the response must have reached, as a cursor; null for any position. The cursor is not validated yet.
    /// </summary>
    public string? AtLeast { get; init; }

    /// <summary>The client that pays for the operation; null if no limits apply to it.</summary>
    public Client? Client { get; init; }

    /// <summary>What the client asks about the cost of the operation.</summary>
    public CostMode CostMode { get; init; }

    /// <summary>
    /// The key by which the executor recognises a repeat of the request, from the header <c>Idempotency-Key</c>. A client that cannot set
    /// headers sends it as <c>extensions.idempotencyKey</c>. Null if the request has none. The key is not validated yet.
    /// </summary>
    public string? IdempotencyKey
    {
        get => field ?? (Extensions.ValueKind is JsonValueKind.Object && Extensions.TryGetProperty("idempotencyKey"u8, out var key)
            && key.ValueKind is not JsonValueKind.Null ? key.ToString() : null);
        init;
    }

    /// <summary>The caller that the authentication of the host has returned.</summary>
    public required ClaimsPrincipal Caller { get; init; }
}
