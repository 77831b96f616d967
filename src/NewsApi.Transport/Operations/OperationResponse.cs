using NewsApi.Transport.Rates;

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

        /// <summary>
        /// True if the response shows only what every client may read. Only such a response is compressed: if an attacker could make a
        /// client send requests, the sizes of compressed responses would betray what the client reads. Without credentials in the request,
        /// shared caches may also keep the response.
        /// </summary>
        public bool IsPublic { get; init; }

        /// <summary>The body as the executor keeps it; null if it does not keep it.</summary>
        public IKeptBody? Kept { get; init; }

        /// <summary>The operation, if the executor can answer it again from memory; otherwise null.</summary>
        public IRepeatableOperation? Repeatable { get; init; }

        /// <summary>
        /// The time for which a cache may use the response without asking again; <see cref="TimeSpan.Zero"/> if it must always ask.
        /// </summary>
        public TimeSpan FreshFor { get; init; }

        /// <summary>The tags of a public response, by which caches can find it when content changes; null for no tags.</summary>
        public ResponseTags? Tags { get; init; }

        /// <summary>Set if the client has used too much (<see cref="Outcome.TooManyRequests"/>).</summary>
        public RateRejection? Rejection { get; init; }
    }

    /// <summary>
    /// The events of a subscription. The transport requests the next event only after it has sent the previous one. When the stream ends,
    /// the transport sends <c>complete</c>, and the client does not reconnect. When the stream throws, the transport logs the exception and
    /// sends no <c>complete</c>, so that the client reconnects.
    /// </summary>
    public sealed record Stream(IAsyncEnumerable<StreamEvent> Events) : OperationResponse;
}
