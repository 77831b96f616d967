namespace NewsApi.Transport.Operations;

/// <summary>The outcome of an operation. GraphQL over HTTP, section "Status Codes", defines a status for each outcome.</summary>
public enum Outcome
{
    /// <summary>The response has <c>data</c>, possibly with field errors.</summary>
    Data,

    /// <summary>The operation ran, and a field error made <c>data</c> null.</summary>
    NoData,

    /// <summary>The operation did not run, because of its syntax, validation, variables or limits.</summary>
    RequestError,

    /// <summary>The operation failed because of the database. Nothing was written. The client may send the operation again.</summary>
    Unavailable,

    /// <summary>
    /// The operation failed because of the database, and an operator must correct the cause first. Nothing was written.
    /// </summary>
    OutOfService,

    /// <summary>The HTTP method does not allow this kind of operation, such as a mutation by GET.</summary>
    MethodNotAllowed,

    /// <summary>The operation did not run, because the client has used too much (RFC 6585, section 4).</summary>
    TooManyRequests,
}
