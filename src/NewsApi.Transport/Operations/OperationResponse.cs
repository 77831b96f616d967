namespace NewsApi.Transport.Operations;

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
