using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Errors;

/// <summary>Something a client got wrong that the schema alone could not refuse. Message, code and extensions reach the client.</summary>
public sealed class RequestError : ExecutionError
{
    private RequestError(string code, string message, params (string Key, object? Value)[] details)
        : base(message)
    {
        Code = code.Length > 0 ? code : null;
        Details = details;
    }

    /// <summary>What goes into <c>extensions</c> beside the code.</summary>
    public IReadOnlyList<(string Key, object? Value)> Details { get; }

    /// <summary>The same error for another place.</summary>
    public RequestError Copy() => new(Code ?? "", Message, [.. Details]);

    public static RequestError PageTooLarge(int requested, int most, string coordinate) => new(
        ErrorCodes.PageTooLarge, "The maximum allowed items per page were exceeded.",
        ("coordinate", coordinate), ("requestedItems", requested), ("maxAllowedItems", most));

    public static RequestError NegativePage() =>
        new(ErrorCodes.PageTooSmall, "The requested number of values per page must be at least 0.");

    public static RequestError BothDirections() => new(
        ErrorCodes.PagingConflict, "Page forwards with `first` or backwards with `last`, but not both at once.");

    public static RequestError FilterTooLarge(int most) => new(
        ErrorCodes.FilterTooLarge,
        $"The filter asks for too much: at most {most} comparisons, items of lists included, where a relation or a search counts for twenty. Ask in several queries.",
        ("limit", most));

    public static RequestError TextTooLong(string where, int most) => new(
        ErrorCodes.FilterTooLarge, $"The text for `{where}` is too long: at most {most} characters.", ("limit", most));

    public static RequestError OrderTooLarge(int keys, int levels) => new(
        ErrorCodes.OrderTooLarge, $"The order is too long: at most {keys} keys, each at most {levels} steps up the tree.", ("limit", keys));

    public static RequestError InvalidCursor(string argument, string cursor, PageCursorError error) => new(
        ErrorCodes.InvalidCursor,
        error == PageCursorError.OfAnotherList
            ? $"The cursor specified in `{argument}` belongs to another filter or order. Start that list again without a cursor."
            : $"The cursor specified in `{argument}` has an invalid format.",
        ("argument", argument), ("cursor", cursor));

    public static RequestError InvalidId(string id) => new(
        ErrorCodes.InvalidValue, $"The id `{id}` has an invalid format. Pass an `id` that this API has returned.", ("id", id));

    public static RequestError IdOfAnotherType(string id, string actual, string expected) => new(
        ErrorCodes.InvalidValue, $"The id `{id}` is of the type `{actual}`, but the type `{expected}` is expected here.", ("id", id));

    public static RequestError ExactlyOneArgument(params string[] arguments) => new(
        ErrorCodes.ExactlyOne, $"Pass exactly one of the arguments {string.Join(", ", arguments.Select(a => $"`{a}`"))}, and not null.");

    public static RequestError NullNotSupported(string type, string filter) => new(
        ErrorCodes.NullFilter, $"The provided value for filter `{filter}` of type {type} is invalid. Null values are not supported.",
        ("filter", filter), ("expectedType", type));

    public static RequestError TooManyNodes(int requested, int most) => new(
        ErrorCodes.TooManyNodes, $"At most {most} nodes may be fetched at once; {requested} were asked for.",
        ("requestedNodes", requested), ("maxAllowedNodes", most));

    public static RequestError ImpossibleText(string where) => new(
        ErrorCodes.InvalidValue, $"The value for {where} holds a character that no text here can hold: NUL or half of a surrogate pair.");

    public static RequestError DocumentTooLarge(string what, int most) => new(
        ErrorCodes.DocumentTooLarge, $"The document has more than {most} {what}. Ask for less at once.", ("limit", most));

    public static RequestError TooManyItems(int most) => new(
        ErrorCodes.TooExpensive, $"The lists of this operation may have more than {most} items together. Ask for smaller pages, or for fewer lists within lists.", ("maxItems", most));

    public static RequestError AnswerTooLarge(int most) => new(
        ErrorCodes.TooExpensive, $"The answer is larger than {most} bytes. Ask for smaller pages, or for fewer lists within lists.", ("maxAnswerBytes", most));

    public static RequestError FragmentCycle(string name) => new(
        ErrorCodes.None, $"The fragment `{name}` spreads itself, directly or through others, so it would never end.", ("fragment", name));

    public static RequestError IntrospectionTooDeep() => new(
        ErrorCodes.IntrospectionTooDeep, "Maximum allowed introspection depth exceeded: the fields of a type of a field of a type are its own again.");

    public static RequestError NoQuery() => new(
        ErrorCodes.NoQuery, "The request has no `query`: pass the text of a GraphQL document.");

    public static RequestError DocumentNotFound(string id) => new(
        ErrorCodes.DocumentNotFound, $"There is no stored document with the id `{id}`; pass its text as `query`.", ("id", id));

    public static RequestError PersistedQueryNotSupported() => new(
        ErrorCodes.PersistedQueryNotSupported, "PersistedQueryNotSupported");

    public static RequestError NoSuchOperation(string? name) => string.IsNullOrEmpty(name)
        ? new(ErrorCodes.InvalidRequest, "The document has several operations; say by `operationName` which of them is to run.")
        : new(ErrorCodes.InvalidRequest, $"The document has no operation named `{name}`.", ("operationName", name));

    public static RequestError NoSuchKind(string kind) => new(
        ErrorCodes.InvalidRequest, $"The schema has no {kind}s.", ("operation", kind));

    public static RequestError OnlyQueriesByGet(string operation) => new(
        ErrorCodes.None, $"A {operation} cannot be run by GET; send it by POST.", ("operation", operation));

    public static RequestError NotThatFar(WireCursor head) => new(
        ErrorCodes.NotThatFar, "What is demanded by `News-At-Least` has not arrived here within a second. Try again, or demand less.", ("head", head.ToString()));

    public static RequestError NoEvents() => new(
        ErrorCodes.None, "The field of a subscription must not be skipped: there would be no events.");

    public static RequestError TooManySubscriptions(int most) => new(
        ErrorCodes.TooManySubscriptions, $"There are {most} different subscriptions already, as many as there may be. Try again later.", ("limit", most));

    public static RequestError MalformedWireCursor(string cursor) => new(
        ErrorCodes.WireCursorInvalid,
        $"The cursor `{cursor}` has an invalid format. Pass the `cursor` of an event or the `wireCursor` of a page.",
        ("reason", "MALFORMED"), ("cursor", cursor));

    public static RequestError OfWire(WireRefusal refusal) => refusal switch
    {
        WireRefusal.Expired => new(
            ErrorCodes.WireCursorExpired,
            "The changes right after this cursor are no longer kept. Query the list again, and subscribe after its `wireCursor`.",
            ("head", refusal.Head.ToString())),
        WireRefusal.Future => new(
            ErrorCodes.WireCursorInvalid,
            "The change log has not come as far as this cursor. Query the list again, and subscribe after its `wireCursor`.",
            ("reason", "FUTURE"), ("head", refusal.Head.ToString())),
        _ => new(
            ErrorCodes.WireCursorInvalid,
            "The cursor belongs to another change log: this one began anew, after a backup was restored. Query the list again, and subscribe after its `wireCursor`.",
            ("reason", "OTHER_EPOCH"), ("head", refusal.Head.ToString())),
    };

    public static RequestError NotAuthenticated() => new(
        ErrorCodes.NotAuthenticated, "Mutations need an API key of the role `editor`: send it as `Authorization: Bearer …`.");

    public static RequestError NotAuthorized() => new(
        ErrorCodes.NotAuthorized, "This API key may not write; mutations need one of the role `editor`.");
}
