namespace NewsApi.Transport.Operations;

/// <summary>The response of an operation. The transport chooses the status and sends the bytes unchanged.</summary>
public abstract record OperationResponse
{
    private OperationResponse()
    {
    }

    /// <summary>A complete response: UTF-8 JSON of one GraphQL result.</summary>
    public sealed record Result(ReadOnlyMemory<byte> Body, Outcome Outcome) : OperationResponse
    {
        /// <summary>
        /// The log position of the snapshot; null if nothing was read. In a later request the client may demand at least this position.
        /// </summary>
        public string? Cursor { get; init; }
    }

    /// <summary>
    /// The events of a subscription. The transport requests the next event only after it has sent the previous one. When the stream ends,
    /// the transport sends <c>complete</c>, and the client does not reconnect. When the stream throws, the transport logs the exception and
    /// sends no <c>complete</c>, so that the client reconnects.
    /// </summary>
    public sealed record Stream(IAsyncEnumerable<StreamEvent> Events) : OperationResponse;
}
