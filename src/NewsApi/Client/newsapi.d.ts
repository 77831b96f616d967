/**
 * Returns true if a cursor (`00000001-42`: epoch, position) is after `last`, or has another epoch: then it belongs to a new log.
 * @param {string} cursor
 * @param {string | undefined} last
 */
export function isNewer(cursor: string, last: string | undefined): boolean;
/**
 * Wraps a client so that its subscriptions miss no event. They end only when they are unsubscribed, or by an error that would occur
 * again after a new attempt. The wrapped client also works with Apollo's links, urql's exchange and Relay's network. The document must
 * have a variable for `after` and select `cursor`.
 * @template {Client} C
 * @param {C} client
 * @param {(payload: Payload, signal: AbortSignal) => Promise<string>} readPage Reads the page, shows it and returns its `wireCursor`.
 *   Called if the variables have no cursor, and if the service rejects one. Pass the signal to `fetch`: after an abort, a late response
 *   must not be shown.
 * @param {Options} [options]
 * @returns {C} The client with another `subscribe`. Unsubscribe before you dispose of it.
 */
export function resuming<C extends Client>(client: C, readPage: (payload: Payload, signal: AbortSignal) => Promise<string>, options?: Options): C;
/**
 * A client over `fetch`, for {@link resuming}: each subscription is an event stream of its own, by POST and with any headers.
 * @param {string | URL} url
 * @param {Omit<RequestInit, 'headers'> & { headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>), fetch?: typeof fetch }}
 *   [options]
 *   `headers` may be a function, called for each connection.
 * @returns {Client}
 */
export function createFetchClient(url: string | URL, { headers, fetch, ...init }?: Omit<RequestInit, "headers"> & {
    headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
    fetch?: typeof globalThis.fetch;
}): Client;
/**
 * A client over a browser's `EventSource`, for {@link resuming}: by GET, so the document goes into the URL.
 * @param {string | URL} url
 * @param {EventSourceInit & { EventSource?: typeof EventSource }} [options]
 * @returns {Client}
 */
export function createEventSourceClient(url: string | URL, { EventSource, ...init }?: EventSourceInit & {
    EventSource?: typeof globalThis.EventSource;
}): Client;
/**
 * Applies an event to a list that was read with the same filter, and returns the list as a new query would begin: sorted, each item
 * once, at most `size` items. After items have left a list that was cut at `size`, it is shorter, because the service knows the items
 * that follow and this list does not; read the page again when it is too short.
 * @template {{ id: string }} T
 * @param {readonly T[]} list The list before; it is not changed.
 * @param {{ kind?: string | null, id?: string | null, article?: T | null }} change An event of `articleChanges` or `articlePublished`.
 * @param {{ order?: Record<string, unknown>[] | ((a: T, b: T) => number), size?: number }} [options] `order`: as in the query, of
 *   fields that the document selects, or a function that compares. `size`: as `first` in the query.
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
 * `connecting`: there has been no contact yet. `live`: everything up to now is here. `behind`: connected, but missed events are still
 * arriving, or the next sign of life is late. `offline`: the connection is lost; the next attempt follows.
 */
export type State = "connecting" | "live" | "behind" | "offline";
export type StatusDetail = {
    /**
     * What ended the connection: the client's error, `'complete'`, `'silence'`, or a list of GraphQL errors.
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
     * Milliseconds without a sign of life until it reconnects. Default: two and a half times the interval of
     * heartbeats that the service announces, 40 seconds until then.
     */
    silence?: number | undefined;
    /**
     * The longest wait before the first new attempt, in milliseconds; doubled after each. Default: 1000.
     */
    firstWait?: number | undefined;
    /**
     * The longest wait before any attempt, in milliseconds. Default: 30000.
     */
    longestWait?: number | undefined;
};
