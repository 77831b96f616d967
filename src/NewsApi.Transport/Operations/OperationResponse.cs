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
        /// The log position of the snapshot that was read, which a client may demand of a later request; null if nothing was read.
        /// </summary>
        public string? Cursor { get; init; }
    }

    /// <summary>
    /// The events of a subscription. The transport requests the next event only after the one before was sent. A stream that ends is
    /// completed, and its client does not reconnect; a stream that throws is logged and ends without <c>complete</c>, so that its client
    /// reconnects.
    /// </summary>
    public sealed record Stream(IAsyncEnumerable<StreamEvent> Events) : OperationResponse;
}
