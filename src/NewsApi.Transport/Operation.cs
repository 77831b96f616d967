using System.Security.Claims;
using System.Text.Json;

namespace NewsApi.Transport;

/// <summary>The seam between the protocols and whatever answers GraphQL: a request in, finished bytes or a stream of them out.</summary>
public interface IOperationExecutor
{
    /// <summary>
    /// Answers one operation. Everything a client may get wrong comes back as a response with an <c>errors</c> list;
    /// an exception means a bug, and the transport turns it into a bare 500.
    /// </summary>
    Task<OperationResponse> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken);
}

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

/// <summary>Kinds of operation.</summary>
[Flags]
public enum OperationKinds
{
    None = 0,
    Query = 1,
    Mutation = 2,
    Subscription = 4,
    All = Query | Mutation | Subscription,
}

/// <summary>What came of an operation; the transport picks the status from it and sends the bytes as they are.</summary>
public abstract record OperationResponse
{
    private OperationResponse()
    {
    }

    /// <summary>A complete answer: UTF-8 JSON of one GraphQL result.</summary>
    public sealed record Result(ReadOnlyMemory<byte> Body, Outcome Outcome) : OperationResponse
    {
        /// <summary>As far as what the answer was read from had come, for a client to demand at least that elsewhere; null where nothing was read.</summary>
        public string? Cursor { get; init; }
    }

    /// <summary>
    /// A subscription: one event after another until it ends or the client leaves. The next event is asked for only when the one before is
    /// on its way to the client. A stream that ends has said all there is, and its client will not come back; one that throws is logged and
    /// cut off without that word, so that the client does come back.
    /// </summary>
    public sealed record Stream(IAsyncEnumerable<StreamEvent> Events) : OperationResponse;
}

/// <summary>How an operation ended, in the words of GraphQL over HTTP, section "Status Codes".</summary>
public enum Outcome
{
    /// <summary><c>data</c> is there, perhaps with field errors beside it.</summary>
    Data,

    /// <summary>The operation ran and an error took the whole of <c>data</c> with it.</summary>
    NoData,

    /// <summary>The operation never ran: syntax, validation, variables, limits.</summary>
    RequestError,

    /// <summary>The operation may not be run by this HTTP method (a mutation by GET).</summary>
    MethodNotAllowed,
}

/// <summary>
/// One event of a stream. With an empty body it carries progress only: the client's cursor moves and nothing is shown to it.
/// </summary>
/// <param name="Cursor">From where a client resumes after this event; one line of text. Null leaves the client's cursor as it is.</param>
/// <param name="Body">UTF-8 JSON of one GraphQL result; the transport only reads it, so that many streams may share the bytes.</param>
public readonly record struct StreamEvent(string? Cursor, ReadOnlyMemory<byte> Body);

/// <summary>The published schema in SDL. Asked for at every download, so it should be text that is already there.</summary>
public delegate string SchemaText();
