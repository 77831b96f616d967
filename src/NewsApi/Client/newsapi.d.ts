/**
 * Returns true if a cursor is after `last`, or belongs to another log. In the cursor `00000001-42`, `00000001` is the epoch of the log, and
 * `42` is the position.
 * @param {string} cursor
 * @param {string | undefined} last
 */
export function isNewer(cursor: string, last: string | undefined): boolean;
/**
 * Wraps a client so that its subscriptions miss no event. A subscription ends only when it is unsubscribed, or by an error that would
 * occur again after a new attempt. The wrapped client also works with Apollo's links, urql's exchange and Relay's network. The document
 * must have a variable for `after` and select `cursor`.
 * @template {Client} C
 * @param {C} client
 * @param {(payload: Payload, signal: AbortSignal) => Promise<string>} readPage Reads the page, shows it and returns its `wireCursor`.
 *   It is called if the variables have no cursor, and if the service rejects a cursor. Pass the signal to `fetch`, so that a late response
 *   is not shown after an abort.
 * @param {Options} [options]
 * @returns {C} The client with another `subscribe`. Unsubscribe before you dispose of the client.
 */
export function resuming<C extends Client>(client: C, readPage: (payload: Payload, signal: AbortSignal) => Promise<string>, options?: Options): C;
/**
 * Creates a client over `fetch`, for {@link resuming}. Each subscription is a separate event stream, by POST and with any headers.
 * @param {string | URL} url
 * @param {FetchOptions} [options]
 * @returns {Client}
 */
export function createFetchClient(url: string | URL, options?: FetchOptions): Client;
/**
 * Creates a client that reads pages of events, for {@link resuming}: by GET, one request after the other. A request waits until there is an
 * event. All clients at the same cursor have the same URL, so a cache in front needs to ask the service only once for all of them.
 * @param {string | URL} url
 * @param {FetchOptions} [options]
 * @returns {Client}
 */
export function createPagesClient(url: string | URL, options?: FetchOptions): Client;
/**
 * Creates a client over a browser's `EventSource`, for {@link resuming}. It sends the document in the URL, by GET.
 * @param {string | URL} url
 * @param {EventSourceInit & { EventSource?: typeof EventSource }} [options]
 * @returns {Client}
 */
export function createEventSourceClient(url: string | URL, { EventSource, ...init }?: EventSourceInit & {
    EventSource?: typeof globalThis.EventSource;
}): Client;
/**
 * Applies an event to a list that was read with the same filter. Returns the beginning of the list that a new query would return: sorted,
 * each item once, at most `size` items. A list that was cut at `size` becomes shorter when an item leaves it, because it does not have the
 * items that follow. Read the page again when the list is too short.
 * @template {{ id: string }} T
 * @param {readonly T[]} list The list before the event. It is not changed.
 * @param {{ kind?: string | null, id?: string | null, article?: T | null }} change An event of `articleChanges` or `articlePublished`.
 * @param {{ order?: Record<string, unknown>[] | ((a: T, b: T) => number), size?: number }} [options] `order`: the order of the query, or
 *   a function that compares two items. The document must select the fields of the order. `size`: the argument `first` of the query.
 * @returns {T[]}
 */
export function applyChange<T extends {
    id: string;
}>(list: readonly T[], { kind, id, article }: {
    kind?: string | null;
    id?: string | null;
    article?: T | null;
}, { order, size }?: {
    order?: Record<string, unknown>[] | ((a: T, b: T) => number);
    size?: number;
}): T[];
/**
 * `connecting`: there has been no contact yet. `live`: all events up to now have arrived. `behind`: missed events are still arriving,
 * or the next heartbeat is late. `offline`: the connection is lost; the next attempt follows.
 */
export type State = "connecting" | "live" | "behind" | "offline";
export type StatusDetail = {
    /**
     * The reason of the change: the client's error, a list of GraphQL errors, `'complete'`, `'silence'`,
     * `'offline'` or `'reconnecting'`.
     */
    reason?: unknown;
    /**
     * Milliseconds until the next attempt.
     */
    retryIn?: number | undefined;
};
export type Payload = {
    query?: string | undefined;
    operationName?: string | null | undefined;
    variables?: Record<string, unknown> | null | undefined;
    extensions?: Record<string, any> | null | undefined;
};
export type Sink = {
    next: (result: any) => void;
    error: (error: any) => void;
    complete: () => void;
};
/**
 * A client of graphql-ws or graphql-sse, or one made by {@link createFetchClient} or {@link createEventSourceClient}.
 */
export type Client = {
    subscribe: (payload: any, sink: any, on?: any) => () => void;
    /**
     * The method of a graphql-ws client.
     */
    on?: ((event: any, listener: any) => () => void) | undefined;
    /**
     * The method of a graphql-ws client.
     */
    terminate?: (() => void) | undefined;
    /**
     * The client that {@link resuming} uses if event streams do not get through.
     */
    pages?: Client | undefined;
};
export type Options = {
    /**
     * The document's variable for `after`. Default: `after`.
     */
    variable?: string | undefined;
    /**
     * Called when the state changes.
     */
    status?: ((state: State, detail: StatusDetail) => void) | undefined;
    /**
     * Milliseconds without an event or heartbeat after which the module reconnects. Default: two and a half
     * times the heartbeat interval that the service announces; 40 seconds before the first heartbeat. If the client has `pages`, half of
     * that until the first bytes of a stream. Pages use the default.
     */
    silence?: number | undefined;
    /**
     * The longest wait before the first new attempt, in milliseconds. It doubles after each attempt.
     * Default: 1000.
     */
    firstWait?: number | undefined;
    /**
     * The longest wait before any attempt, in milliseconds. Default: 30000.
     */
    longestWait?: number | undefined;
};
/**
 * `headers` may be a function, which is called for each request.
 */
export type FetchOptions = Omit<RequestInit, "headers"> & {
    headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
    fetch?: typeof fetch;
};
