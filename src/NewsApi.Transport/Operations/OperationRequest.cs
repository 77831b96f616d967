using System.Security.Claims;
using System.Text.Json;

namespace NewsApi.Transport.Operations;

/// <summary>One GraphQL request of any protocol.</summary>
public sealed record OperationRequest
{
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
    /// The kinds of operation that the request may run. A GET may run queries (GraphQL over HTTP, section "GET"). It may also run
    /// subscriptions if the response can be an event stream, because a browser's <c>EventSource</c> supports no other method. For other
    /// kinds the executor returns <see cref="Outcome.MethodNotAllowed"/>.
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

    /// <summary>The caller that the authentication of the host has returned.</summary>
    public required ClaimsPrincipal Caller { get; init; }
}
