namespace NewsApi.GraphQL.Errors;

/// <summary>What clients branch on: <c>extensions.code</c>, with HotChocolate's values where it has one.</summary>
internal static class ErrorCodes
{
    /// <summary>HotChocolate gives errors of validation no code; so do we.</summary>
    public const string None = "";

    /// <summary>A value that its scalar does not take.</summary>
    public const string InvalidValue = "HC0001";

    /// <summary>A bug of ours, or the database is away; the log says which.</summary>
    public const string Unexpected = "HC0008";

    /// <summary>No operation, or none of that name.</summary>
    public const string InvalidRequest = "HC0009";

    public const string NoQuery = "HC0013";

    public const string Syntax = "HC0014";

    public const string DocumentNotFound = "HC0015";

    /// <summary>A variable's value does not fit its type.</summary>
    public const string InvalidVariable = "HC0016";

    public const string NonNullVariable = "HC0018";

    public const string NullFilter = "HC0026";

    public const string Timeout = "HC0045";

    /// <summary>Too much to read or to write.</summary>
    public const string TooExpensive = "HC0047";

    public const string IntrospectionTooDeep = "HC0086";

    public const string Cancelled = "HC0049";

    public const string PageTooLarge = "HC0051";

    public const string ExactlyOne = "HC0054";

    public const string TooManyNodes = "HC0076";

    public const string InvalidCursor = "HC0078";

    public const string PageTooSmall = "HC0079";

    public const string PagingConflict = "HC0052";

    /// <summary>Too much work in a document: fields, fragments, directives.</summary>
    public const string DocumentTooLarge = "HC0107";

    /// <summary>A filter that asks for too much; HotChocolate has no bound but cost.</summary>
    public const string FilterTooLarge = "FILTER_TOO_LARGE";

    /// <summary>An order of too many keys, or by something too far away.</summary>
    public const string OrderTooLarge = "ORDER_TOO_LARGE";

    public const string PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED";

    /// <summary>Further behind than the log is kept.</summary>
    public const string WireCursorExpired = "WIRE_CURSOR_EXPIRED";

    /// <summary>No place in this log; <c>extensions.reason</c> says why: MALFORMED, FUTURE or OTHER_EPOCH.</summary>
    public const string WireCursorInvalid = "WIRE_CURSOR_INVALID";

    /// <summary>This process has not seen yet what the client has seen elsewhere.</summary>
    public const string NotThatFar = "WIRE_NOT_REACHED";

    public const string TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS";

    /// <summary>Nobody said who is asking, and somebody must.</summary>
    public const string NotAuthenticated = "AUTH_NOT_AUTHENTICATED";

    /// <summary>Whoever is asking may not do that.</summary>
    public const string NotAuthorized = "AUTH_NOT_AUTHORIZED";
}
