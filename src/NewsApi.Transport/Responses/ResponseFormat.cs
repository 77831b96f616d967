namespace NewsApi.Transport.Responses;

/// <summary>The media type of a response. It also determines which statuses the response may have.</summary>
internal enum ResponseFormat
{
    /// <summary><c>application/graphql-response+json</c>: the status depends on the outcome of the operation.</summary>
    GraphQLResponse,

    /// <summary>
    /// <c>application/json</c>, because the client named that type. The executor's result has the status 200, even if it has only errors.
    /// An operation that the HTTP method does not allow gets 405.
    /// </summary>
    LegacyJson,

    /// <summary>
    /// The client named no type (no <c>Accept</c>, or only wildcards). The status depends on the outcome of the operation. A response with
    /// a 2xx status is sent as <c>application/json</c>. GraphQL over HTTP, section "Body", recommends <c>application/json</c> for legacy
    /// clients. The specification's audits 47DE and 80D8 require <c>application/json</c>.
    /// </summary>
    Default,

    /// <summary><c>text/event-stream</c>: a single result is one event, and each result of a subscription is an event.</summary>
    EventStream,
}
