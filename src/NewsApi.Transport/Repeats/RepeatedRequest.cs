using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Repeats;

/// <summary>A request that was executed, with what is needed to answer it again.</summary>
/// <param name="Format">The media type that was negotiated.</param>
/// <param name="Endpoint">The endpoint that routing found, for the metrics and spans of requests.</param>
internal sealed record RepeatedRequest(
    RequestKey Key, ResponseFormat Format, Endpoint? Endpoint, IRepeatableOperation Operation, long Size)
{
    /// <summary>True if the request was repeated since the oldest requests were last evicted.</summary>
    public bool IsUsed { get; set; }
}
