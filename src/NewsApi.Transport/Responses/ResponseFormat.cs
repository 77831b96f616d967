namespace NewsApi.Transport.Responses;

/// <summary>The media type of a response, which decides its status too.</summary>
internal enum ResponseFormat
{
    /// <summary><c>application/graphql-response+json</c>: the status shows the outcome of the operation.</summary>
    GraphQLResponse,

    /// <summary><c>application/json</c>, named by the client: 200 for every well-formed request.</summary>
    LegacyJson,

    /// <summary>
    /// The client named no type (no Accept, or only wildcards): the status shows the outcome of the operation, and a 2xx is sent as
    /// <c>application/json</c>, as GraphQL over HTTP, section "Body", recommends for legacy clients and its audits 47DE and 80D8 require.
    /// </summary>
    Default,

    /// <summary><c>text/event-stream</c>: one event for a result, or the events of a subscription.</summary>
    EventStream,
}
