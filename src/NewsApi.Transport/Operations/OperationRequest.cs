using System.Security.Claims;
using System.Text.Json;

namespace NewsApi.Transport.Operations;

/// <summary>One GraphQL request, from whichever protocol it came.</summary>
public sealed record OperationRequest
{
    /// <summary>
    /// The document's text; null when the request names a stored one, by <see cref="DocumentId"/> or by a hash in
    /// <c>extensions.persistedQuery</c> (automatic persisted queries). At least one of the three is there.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>The id of a stored document (body key <c>id</c> or <c>documentId</c>).</summary>
    public string? DocumentId { get; init; }

    public string? OperationName { get; init; }

    /// <summary>A JSON object, or <see cref="JsonValueKind.Undefined"/> when the request has none.</summary>
    public JsonElement Variables { get; init; }

    /// <summary>A JSON object, or <see cref="JsonValueKind.Undefined"/> when the request has none.</summary>
    public JsonElement Extensions { get; init; }

    /// <summary>
    /// What the operation may be. GET only reads (GraphQL over HTTP, section "GET"), and it may subscribe where the answer can be an event
    /// stream, because a browser's <c>EventSource</c> knows no other method. What is not allowed is answered with
    /// <see cref="Outcome.MethodNotAllowed"/>.
    /// </summary>
    public OperationKinds Allowed { get; init; } = OperationKinds.All;

    /// <summary>
    /// The cursor of the last event that the client has seen, as it says itself when it comes back: header <c>Last-Event-ID</c>, or parameter
    /// <c>lastEventId</c> for clients that cannot set headers. Text from a stranger; null when there is none.
    /// </summary>
    public string? LastEventId { get; init; }

    /// <summary>The cursor that the answer must have come as far as; text from a stranger, null where any will do.</summary>
    public string? AtLeast { get; init; }

    /// <summary>Who is asking, as the host found out.</summary>
    public required ClaimsPrincipal Caller { get; init; }
}
