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

    /// <summary>The service has a bug, or the database cannot be reached. The service's log has the exception.</summary>
    public const string Unexpected = "HC0008";

    /// <summary>
    /// The document has no operation with the requested name. Or the document has several operations, and the request names no operation.
    /// </summary>
    public const string InvalidRequest = "HC0009";

    /// <summary>The request has no document.</summary>
    public const string NoQuery = "HC0013";

    /// <summary>The document has a syntax error.</summary>
    public const string Syntax = "HC0014";

    /// <summary>No document is stored under the given id.</summary>
    public const string DocumentNotFound = "HC0015";

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

    /// <summary>
    /// The request has the hash of a document instead of its text (automatic persisted queries). The service does not support this. Apollo
    /// Client then sends the text.
    /// </summary>
    public const string PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED";

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

    /// <summary>The operation needs an authenticated caller.</summary>
    public const string NotAuthenticated = "AUTH_NOT_AUTHENTICATED";

    /// <summary>The caller's role does not allow the operation.</summary>
    public const string NotAuthorized = "AUTH_NOT_AUTHORIZED";
}
