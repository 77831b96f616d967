namespace NewsApi.GraphQL.Errors;

/// <summary>
/// The values of <c>extensions.code</c>, by which clients distinguish errors. If HotChocolate has a code for an error, the value is that
/// code.
/// </summary>
internal static class ErrorCodes
{
    /// <summary>No code. Validation errors have none, as in HotChocolate.</summary>
    public const string None = "";

    /// <summary>A value is invalid for its scalar.</summary>
    public const string InvalidValue = "HC0001";

    /// <summary>The service has a bug. The service's log has the exception.</summary>
    public const string Unexpected = "HC0008";

    /// <summary>
    /// The document has no operation with the requested name. Or the document has several operations, and the request names no operation.
    /// </summary>
    public const string InvalidRequest = "HC0009";

    /// <summary>The request has no document.</summary>
    public const string NoQuery = "HC0013";

    /// <summary>The document has a syntax error.</summary>
    public const string Syntax = "HC0014";

    /// <summary>No document is persisted under the given id.</summary>
    public const string DocumentNotFound = "HC0015";

    /// <summary>No document is persisted under the given hash. The client may send the text with the hash.</summary>
    public const string PersistedQueryNotFound = "HC0020";

    /// <summary>The service runs trusted documents only, and the request has another document.</summary>
    public const string OnlyPersisted = "HC0067";

    /// <summary>The value of a variable does not fit its type.</summary>
    public const string InvalidVariable = "HC0016";

    /// <summary>A variable with a non-null type has no value.</summary>
    public const string NonNullVariable = "HC0018";

    /// <summary>
    /// A filter has null instead of a condition or an operand. If null were ignored, the filter would match more than intended.
    /// </summary>
    public const string NullFilter = "HC0026";

    /// <summary>The operation took longer than allowed.</summary>
    public const string Timeout = "HC0045";

    /// <summary>Introspection is switched off.</summary>
    public const string NoIntrospection = "HC0046";

    /// <summary>The operation would read or return too much.</summary>
    public const string TooExpensive = "HC0047";

    /// <summary>An introspection query nests lists of fields and types too deep.</summary>
    public const string IntrospectionTooDeep = "HC0086";

    /// <summary>The requested page is larger than allowed.</summary>
    public const string PageTooLarge = "HC0051";

    /// <summary>The field needs exactly one of several arguments, but none or more than one was passed.</summary>
    public const string ExactlyOne = "HC0054";

    /// <summary>Too many ids were passed to <c>nodes</c>.</summary>
    public const string TooManyNodes = "HC0076";

    /// <summary>The cursor of a page is malformed, or belongs to another list.</summary>
    public const string InvalidCursor = "HC0078";

    /// <summary>The size of a page is negative.</summary>
    public const string PageTooSmall = "HC0079";

    /// <summary>Both <c>first</c> and <c>last</c> were passed.</summary>
    public const string PagingConflict = "HC0052";

    /// <summary>A document has too many fields, fragments, aliases, directives or levels.</summary>
    public const string DocumentTooLarge = "HC0107";

    /// <summary>
    /// A filter is too large. HotChocolate has no code for such a filter, because HotChocolate limits only the cost of a whole operation.
    /// </summary>
    public const string FilterTooLarge = "FILTER_TOO_LARGE";

    /// <summary>
    /// An order has too many sort keys, or one of the keys is a field of an ancestor too many levels above the listed row.
    /// </summary>
    public const string OrderTooLarge = "ORDER_TOO_LARGE";

    /// <summary>The log no longer has the changes after the cursor.</summary>
    public const string WireCursorExpired = "WIRE_CURSOR_EXPIRED";

    /// <summary>
    /// The cursor is not a position of this log. <c>extensions.reason</c> gives the reason: MALFORMED, FUTURE or OTHER_EPOCH.
    /// </summary>
    public const string WireCursorInvalid = "WIRE_CURSOR_INVALID";

    /// <summary>
    /// The request demands that this process has read the log up to a position, but the process has not read that far yet.
    /// </summary>
    public const string PositionNotReached = "WIRE_NOT_REACHED";

    /// <summary>The process already has the largest allowed number of different subscriptions.</summary>
    public const string TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS";

    /// <summary>The client has used too much. HotChocolate has no rate limits, and so no code.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The database cannot run the operation at the moment. Nothing was written.</summary>
    public const string Unavailable = "SERVICE_UNAVAILABLE";

    /// <summary>
    /// The change was saved, but the response cannot show it. <c>extensions.cursor</c> is the position of the change in the change log. The
    /// client must not send the mutation again.
    /// </summary>
    public const string ChangeSaved = "CHANGE_SAVED";

    /// <summary>
    /// The connection to the database was lost during the commit, so it is unknown whether the change was saved. The client must read the
    /// changed thing before it sends the mutation again.
    /// </summary>
    public const string OutcomeUnknown = "OUTCOME_UNKNOWN";

    /// <summary>The idempotency key of the request belongs to another request.</summary>
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";

    /// <summary>
    /// This process only reads. <c>extensions.writer</c> has the address of a process that writes, if the operator gave it.
    /// </summary>
    public const string OnlyReads = "READ_ONLY_PROCESS";

    /// <summary>The operation needs an authenticated caller.</summary>
    public const string NotAuthenticated = "AUTH_NOT_AUTHENTICATED";

    /// <summary>The caller's role does not allow the operation.</summary>
    public const string NotAuthorized = "AUTH_NOT_AUTHORIZED";
}
