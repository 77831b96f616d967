namespace NewsApi.Transport.Operations;

/// <summary>How an operation ended, in the words of GraphQL over HTTP, section "Status Codes".</summary>
public enum Outcome
{
    /// <summary><c>data</c> is there, perhaps with field errors beside it.</summary>
    Data,

    /// <summary>The operation ran and an error took the whole of <c>data</c> with it.</summary>
    NoData,

    /// <summary>The operation never ran: syntax, validation, variables, limits.</summary>
    RequestError,

    /// <summary>The operation may not be run by this HTTP method (a mutation by GET).</summary>
    MethodNotAllowed,
}
