namespace NewsApi.Transport.Responses;

/// <summary>The media type of a response. It also determines which statuses the response may have.</summary>
internal enum ResponseFormat
{
    /// <summary><c>application/graphql-response+json</c>: the status depends on the outcome of the operation.</summary>
    GraphQLResponse,

    /// <summary><c>application/json</c>, because the client named that type: the status is 200 for every well-formed request.</summary>
    LegacyJson,

    /// <summary>
    /// The client named no type (no <c>Accept</c>, or only wildcards). The status depends on the outcome of the operation. A response with
    /// a 2xx status is sent as <c>application/json</c>, as GraphQL over HTTP, section "Body", recommends for legacy clients and its audits
    /// 47DE and 80D8 require.
    /// </summary>
    Default,

    /// <summary><c>text/event-stream</c>: a result is sent as one event, and a subscription as many events.</summary>
    EventStream,
}
