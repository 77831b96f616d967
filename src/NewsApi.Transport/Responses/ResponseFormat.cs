namespace NewsApi.Transport.Responses;

/// <summary>In which media type an answer goes out, and what that means for its status.</summary>
internal enum ResponseFormat
{
    /// <summary><c>application/graphql-response+json</c>: the status tells how the operation went.</summary>
    GraphQLResponse,

    /// <summary><c>application/json</c>, asked for by name: 200 for everything that was a well-formed request.</summary>
    LegacyJson,

    /// <summary>
    /// Nobody asked (no Accept, or only wildcards): the status tells how the operation went, and a 2xx goes out as <c>application/json</c>,
    /// as GraphQL over HTTP, section "Body", recommends for legacy clients and its audits 47DE and 80D8 demand.
    /// </summary>
    Unasked,

    /// <summary><c>text/event-stream</c>: one event or many, as the operation has it.</summary>
    EventStream,
}
