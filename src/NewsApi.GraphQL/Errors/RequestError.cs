using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Errors;

/// <summary>
/// An error in a request. Validation against the schema does not find such an error. The client gets its message, code and extensions.
/// </summary>
public sealed class RequestError : ExecutionError
{
    private RequestError(string code, string message, params (string Key, object? Value)[] details)
        : base(message)
    {
        Code = code.Length > 0 ? code : null;
        Details = details;
    }

    /// <summary>The entries of <c>extensions</c>, except the code.</summary>
    public IReadOnlyList<(string Key, object? Value)> Details { get; }

    /// <summary>Returns a copy of the error without location and path, so that it can be reported for another field.</summary>
    public RequestError Copy() => new(Code ?? "", Message, [.. Details]);

    public static RequestError PageTooLarge(int requested, int most, string coordinate) => new(
        ErrorCodes.PageTooLarge, "The maximum allowed items per page were exceeded.",
        ("coordinate", coordinate), ("requestedItems", requested), ("maxAllowedItems", most));

    public static RequestError NegativePage() =>
        new(ErrorCodes.PageTooSmall, "The requested number of values per page must be at least 0.");

    public static RequestError BothDirections() => new(
        ErrorCodes.PagingConflict, "Pass either `first` or `last`, not both.");

    public static RequestError NegativeSkip() => new(ErrorCodes.PageTooSmall, "`skip` must be at least 0.");

    public static RequestError SkipTooLarge(int requested, int most) => new(
        ErrorCodes.PageTooLarge,
        $"`skip` may be at most {most}. To read further, pass the `endCursor` of a page as `after` instead.",
        ("requestedSkip", requested), ("limit", most));

    public static RequestError SkipWithCursor() => new(
        ErrorCodes.PagingConflict,
        "`skip` cannot be combined with `after`, `before` or `last`. Pass `first` and `skip` for a numbered page, or a cursor.");

    public static RequestError FilterTooLarge(int most) => new(
        ErrorCodes.FilterTooLarge,
        $"The filter is too large: at most {most} comparisons are allowed. Each item of a list counts as one comparison; a relation or a "
        + "search counts as twenty comparisons. Use several queries.",
        ("limit", most));

    public static RequestError TextTooLong(string where, int most) => new(
        ErrorCodes.FilterTooLarge, $"The text for `{where}` is too long: at most {most} characters are allowed.", ("limit", most));

    public static RequestError OrderTooLarge(int keys, int levels) => new(
        ErrorCodes.OrderTooLarge,
        $"The order is too long: at most {keys} sort keys are allowed, each at most {levels} levels above the listed object.",
        ("limit", keys));

    public static RequestError RelevanceBelowRoot() => new(
        ErrorCodes.InvalidValue,
        "Only the root field `articles` can be sorted by `relevance`. Pass `search` to it, and the person, place or topic in `where`.");

    public static RequestError InvalidCursor(string argument, string cursor, PageCursorError error) => new(
        ErrorCodes.InvalidCursor,
        error == PageCursorError.OfAnotherList
            ? $"The cursor specified in `{argument}` belongs to another filter or order. Read this list from its start, without a cursor."
            : $"The cursor specified in `{argument}` has an invalid format.",
        ("argument", argument), ("cursor", cursor));

    public static RequestError InvalidId(string id) => new(
        ErrorCodes.InvalidValue, $"The id `{id}` has an invalid format. Pass an `id` that this API has returned.", ("id", id));

    public static RequestError IdOfAnotherType(string id, string actual, string expected) => new(
        ErrorCodes.InvalidValue, $"The id `{id}` is of the type `{actual}`, but the type `{expected}` is expected here.", ("id", id));

    public static RequestError ExactlyOneArgument(params string[] arguments) => new(
        ErrorCodes.ExactlyOne,
        $"Pass exactly one of the arguments {string.Join(", ", arguments.Select(a => $"`{a}`"))}, with a value that is not null.");

    public static RequestError NullNotSupported(string type, string filter) => new(
        ErrorCodes.NullFilter, $"The provided value for filter `{filter}` of type {type} is invalid. Null values are not supported.",
        ("filter", filter), ("expectedType", type));

    public static RequestError TooManyNodes(int requested, int most) => new(
        ErrorCodes.TooManyNodes, $"At most {most} nodes may be fetched at once; {requested} were requested.",
        ("requestedNodes", requested), ("maxAllowedNodes", most));

    public static RequestError ImpossibleText(string where) => new(
        ErrorCodes.InvalidValue, $"The value for {where} contains a character that cannot be stored: NUL or half of a surrogate pair.");

    public static RequestError InvalidSyntax(int line, int column, string problem) => new(
        ErrorCodes.Syntax, $"Error parsing query: Syntax Error GraphQL ({line}:{column}) {problem}");

    public static RequestError DocumentTooLarge(string what, int most) => new(
        ErrorCodes.DocumentTooLarge, $"The document has more than {most} {what}. Split it into several requests.", ("limit", most));

    public static RequestError FieldCostExceeded(double cost, int most) => new(
        ErrorCodes.TooExpensive, "The maximum allowed field cost was exceeded.", ("fieldCost", cost), ("maxFieldCost", most));

    public static RequestError TypeCostExceeded(double cost, int most) => new(
        ErrorCodes.TooExpensive, "The maximum allowed type cost was exceeded.", ("typeCost", cost), ("maxTypeCost", most));

    public static RequestError AnswerTooLarge(int most) => new(
        ErrorCodes.TooExpensive, $"The response is larger than {most} bytes. Request smaller pages, or fewer lists within lists.",
        ("maxAnswerBytes", most));

    public static RequestError VariableNotAllowed(string name, string type, string expected) => new(
        ErrorCodes.None,
        $"The variable `${name}` is of the type `{type}`, but it is used where the type `{expected}` is expected.",
        ("variable", name), ("variableType", type), ("locationType", expected));

    public static RequestError NotExecutable() => new(
        ErrorCodes.None, "The document defines or extends a type. A request may contain only operations and fragments.");

    public static RequestError FragmentCycle(string name) => new(
        ErrorCodes.None, $"The fragment `{name}` spreads itself, directly or through other fragments.", ("fragment", name));

    public static RequestError IntrospectionTooDeep() => new(
        ErrorCodes.IntrospectionTooDeep,
        "Maximum allowed introspection depth exceeded: lists of fields and types may be nested twice, and `ofType` 16 times.");

    public static RequestError NoIntrospection(string field) => new(
        ErrorCodes.NoIntrospection, "Introspection is not allowed for the current request.", ("field", field));

    public static RequestError NoQuery() => new(
        ErrorCodes.NoQuery, "The request has no `query`. Pass the text of a GraphQL document.");

    public static RequestError DocumentNotFound(string id) => new(
        ErrorCodes.DocumentNotFound, $"There is no persisted document with the id `{id}`.", ("id", id));

    /// <summary>Apollo's clients send the text of the document after exactly this message.</summary>
    public static RequestError PersistedQueryNotFound() => new(ErrorCodes.PersistedQueryNotFound, "PersistedQueryNotFound");

    public static RequestError PersistedQueryVersion() => new(
        ErrorCodes.InvalidRequest, "Only version 1 of `extensions.persistedQuery` is supported.");

    public static RequestError InvalidDocumentHash() => new(
        ErrorCodes.InvalidRequest, "`extensions.persistedQuery.sha256Hash` must be a SHA-256 hash in 64 hexadecimal digits.");

    public static RequestError OnlyPersisted() => new(
        ErrorCodes.OnlyPersisted,
        "Only persisted operations are allowed. Send the id of a trusted document as `id`, or its hash, and no `query`.");

    public static RequestError NoSuchOperation(string? name) => string.IsNullOrEmpty(name)
        ? new(ErrorCodes.InvalidRequest, "The document has several operations. Pass the name of the operation to run as `operationName`.")
        : new(ErrorCodes.InvalidRequest, $"The document has no operation named `{name}`.", ("operationName", name));

    public static RequestError OnlyQueriesByGet(string operation) => new(
        ErrorCodes.None, $"A {operation} cannot be run by GET. Send it by POST.", ("operation", operation));

    public static RequestError PositionNotReached(WireCursor head) => new(
        ErrorCodes.PositionNotReached,
        "The time limit ended before this server reached the position in the header `News-At-Least`. Try again, or send an earlier "
        + "position.",
        ("head", head.ToString()));

    public static RequestError RateLimited(int seconds) => new(
        ErrorCodes.RateLimited,
        $"This address or key has used the cost that it may use for now. Try again in {seconds} seconds, or send cheaper operations.",
        ("retryAfter", seconds));

    public static RequestError NoEvents() => new(
        ErrorCodes.None, "The field of a subscription must not be skipped: the subscription would have no events.");

    public static RequestError TooManySubscriptions(int most) => new(
        ErrorCodes.TooManySubscriptions, $"The limit of {most} different subscriptions is reached. Try again later.", ("limit", most));

    public static RequestError MalformedWireCursor(string cursor) => new(
        ErrorCodes.WireCursorInvalid,
        $"The cursor `{cursor}` has an invalid format. Pass the `cursor` of an event or the `wireCursor` of a page.",
        ("reason", "MALFORMED"), ("cursor", cursor));

    public static RequestError OfWire(WireRejection rejection) => rejection switch
    {
        WireRejection.Expired => new(
            ErrorCodes.WireCursorExpired,
            "The changes right after this cursor are no longer kept. Query the list again, and subscribe after its `wireCursor`.",
            ("head", rejection.Head.ToString())),
        WireRejection.Future => new(
            ErrorCodes.WireCursorInvalid,
            "The cursor lies beyond the end of the change log. Query the list again, and subscribe after its `wireCursor`.",
            ("reason", "FUTURE"), ("head", rejection.Head.ToString())),
        _ => new(
            ErrorCodes.WireCursorInvalid,
            "The cursor belongs to another change log. A new log began, for example after a restore from a backup. Query the list again, "
            + "and subscribe after its `wireCursor`.",
            ("reason", "OTHER_EPOCH"), ("head", rejection.Head.ToString())),
    };

    /// <summary>A mutation was committed, and its response cannot show the changed row.</summary>
    /// <param name="mutation">The name of the field in the response.</param>
    /// <param name="cursor">The position of the change in the log; null if it is not known.</param>
    public static RequestError ChangeSaved(string mutation, WireCursor? cursor) => new(
        ErrorCodes.ChangeSaved,
        $"`{mutation}` was saved, but the result could not be read back. Do not send the mutation again; query the changed object.",
        ("cursor", cursor?.ToString()));

    public static RequestError InvalidIdempotencyKey() => new(
        ErrorCodes.InvalidRequest, "The idempotency key must have 1 to 255 visible ASCII characters; a UUID is best.");

    public static RequestError IdempotencyKeyReused() => new(
        ErrorCodes.IdempotencyKeyReused,
        "The idempotency key was used for another request within a day, and nothing was changed. Use a new key for each change.");

    public static RequestError NotAuthenticated() => new(
        ErrorCodes.NotAuthenticated, "Mutations need an API key or token with the role `editor`. Send it as `Authorization: Bearer …`.");

    /// <param name="writer">The address of a process that writes; null if the operator gave none.</param>
    public static RequestError OnlyReads(string message, string? writer) => writer is null
        ? new(ErrorCodes.OnlyReads, message)
        : new(ErrorCodes.OnlyReads, message, ("writer", writer));

    public static RequestError NotAuthorized() => new(
        ErrorCodes.NotAuthorized, "This API key or token may not write. Mutations need the role `editor`.");
}
