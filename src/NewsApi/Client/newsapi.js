// The client module of NewsApi: subscriptions that miss no event, and lists that stay equal to the result of a new query. It is plain
// JavaScript without dependencies. After a frozen connection, a proxy's error or a restart, a subscription continues after the last event.
// After a rejected cursor, it continues from a new page. Its status shows whether the list is up to date.

/**
 * @typedef {'connecting' | 'live' | 'behind' | 'offline'} State
 *   `connecting`: there has been no contact yet. `live`: all events up to now have arrived. `behind`: missed events are still arriving,
 *   or the next heartbeat is late. `offline`: the connection is lost; the next attempt follows.
 *
 * @typedef {object} StatusDetail
 * @property {unknown} [reason] The reason of the change: the client's error, a list of GraphQL errors, `'complete'`, `'silence'`,
 *   `'offline'` or `'reconnecting'`.
 * @property {number} [retryIn] Milliseconds until the next attempt.
 *
 * @typedef {object} Payload
 * @property {string} [query]
 * @property {string | null} [operationName]
 * @property {Record<string, unknown> | null} [variables]
 * @property {Record<string, any> | null} [extensions]
 *
 * @typedef {object} Sink
 * @property {(result: any) => void} next
 * @property {(error: any) => void} error
 * @property {() => void} complete
 *
 * @typedef {object} Client A client of graphql-ws or graphql-sse, or one made by {@link createFetchClient} or {@link createEventSourceClient}.
 * @property {(payload: any, sink: any, on?: any) => () => void} subscribe
 * @property {(event: any, listener: any) => () => void} [on] The method of a graphql-ws client.
 * @property {() => void} [terminate] The method of a graphql-ws client.
 * @property {Client} [pages] The client that {@link resuming} uses if event streams do not get through.
 *
 * @typedef {object} Options
 * @property {string} [variable] The document's variable for `after`. Default: `after`.
 * @property {(state: State, detail: StatusDetail) => void} [status] Called when the state changes.
 * @property {number} [silence] Milliseconds without an event or heartbeat after which the module reconnects. Default: two and a half
 *   times the heartbeat interval that the service announces; 40 seconds before the first heartbeat. If the client has `pages`, half of
 *   that until the first bytes of a stream. Pages use the default.
 * @property {number} [firstWait] The longest wait before the first new attempt, in milliseconds. It doubles after each attempt.
 *   Default: 1000.
 * @property {number} [longestWait] The longest wait before any attempt, in milliseconds. Default: 30000.
 */

/**
 * @typedef {Omit<RequestInit, 'headers'> & { headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>), fetch?: typeof fetch }}
 *   FetchOptions `headers` may be a function, which is called for each request.
 */

/** The codes of temporary errors: an unreachable database, a timeout, a limit. All other errors would occur again. */
const passing = /^(HC0008|HC0045|HC0049|TOO_MANY_\w+)$/;

/**
 * Returns true if a cursor is after `last`, or belongs to another log. In the cursor `00000001-42`, `00000001` is the epoch of the log, and
 * `42` is the position.
 * @param {string} cursor
 * @param {string | undefined} last
 */
export function isNewer(cursor, last) {
  const [epoch, position] = cursor.split('-');
  const [lastEpoch, lastPosition] = (last ?? '').split('-');
  return epoch !== lastEpoch || Number(position) > Number(lastPosition);
}

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
export function resuming(client, readPage, options = {}) {
  const { variable = 'after', status, silence, firstWait = 1_000, longestWait = 30_000 } = options;
  // The number of attempts in a row in which an event stream brought nothing: a proxy holds its bytes back. After two, pages are read.
  let held = 0;
  return { ...client, subscribe(/** @type {Payload} */ payload, /** @type {Sink} */ sink) {
    let cursor = /** @type {string | undefined} */ (payload.variables?.[variable] ?? undefined);
    // `attempt` counts connections: events of an abandoned connection are dropped. `active` is true while a connection exists.
    let [attempt, active, over, caughtUp] = [0, false, false, false];
    let [wait, bound] = [firstWait, silence ?? 40_000];
    let state = /** @type {State} */ ('connecting');
    let [retry, late, dead] = /** @type {(ReturnType<typeof setTimeout> | undefined)[]} */ ([]);
    let reading = new AbortController();
    let stop = () => {};
    // `silent`: the time at which the connection began, until its first result. `paged`: true if the connection reads pages.
    let [silent, paged] = [0, false];

    // The getter returns the current cursor, because some clients reconnect by themselves and send the variables again.
    const request = {
      ...payload,
      get variables() { return { ...payload.variables, [variable]: cursor }; },
      extensions: { ...payload.extensions, heartbeat: true },
    };

    /** @param {State} next @param {StatusDetail} [detail] */
    const show = (next, detail = {}) => {
      // Before the first contact, a failure does not change the state.
      if (state === 'connecting' && next === 'offline') next = state;
      if (over || (state === next && detail.retryIn === undefined)) return;
      state = next;
      status?.(next, detail);
    };

    /** Restarts the timers of the silence. @param {number} [limit] Milliseconds. */
    const arm = (limit = bound) => {
      clearTimeout(late);
      clearTimeout(dead);
      if (!active) return;
      late = setTimeout(() => { if (state === 'live') show('behind', { reason: 'silence' }); }, limit * 0.6);
      dead = setTimeout(() => retryLater('silence', 'offline', true), limit);
    };

    /** Called for each event and heartbeat. @param {unknown} [interval] Seconds between heartbeats. */
    const alive = (interval) => {
      if (!active) return;
      silent = 0;
      if (typeof interval === 'number') bound = (!paged && silence) || interval * 2_500;
      if (state === 'behind' && caughtUp) show('live');
      arm();
    };

    /** Abandons the connection. @param {boolean} [frozen] True if the connection may be dead without being closed. */
    const leave = (frozen) => {
      attempt++;
      active = caughtUp = false;
      silent = 0;
      clearTimeout(retry);
      arm();
      reading.abort();
      stop();
      stop = () => {};
      // Without this, graphql-ws would wait until the service closes the connection.
      if (frozen) client.terminate?.();
    };

    /** @param {unknown} reason @param {State} next @param {boolean} [frozen] */
    const retryLater = (reason, next, frozen) => {
      if (over) return;
      // A connection that is rejected at once is not held back.
      if (silent && Date.now() - silent > bound / 8) held = paged ? 1 : held + 1;
      leave(frozen);
      // A random part of the wait, so that the clients of a restarted service do not reconnect all at once.
      const retryIn = Math.random() * wait;
      wait = Math.min(wait * 2, longestWait);
      retry = setTimeout(begin, retryIn);
      show(next, { reason, retryIn });
    };

    /** @param {() => void} farewell */
    const end = (farewell) => {
      if (over) return;
      leave();
      over = true;
      for (const remove of listeners) remove?.();
      farewell();
    };

    const reconnect = () => { if (!over) { leave(true); begin(); } };
    /** @param {unknown} reason */
    const lose = (reason) => {
      if (!active) return;
      caughtUp = false;
      show('offline', { reason });
      arm();
    };
    const listeners = [
      client.on?.('message', (/** @type {any} */ message) => alive(message.payload?.heartbeat)),
      client.on?.('closed', lose),
      listen('offline', () => lose('offline')),
      listen('online', () => { held = 0; reconnect(); }),
      listen('pageshow', (event) => { if (event.persisted) reconnect(); }),
    ];

    const begin = async () => {
      const mine = ++attempt;
      const isLeft = () => mine !== attempt;
      active = true;
      reading = new AbortController();
      arm();
      try {
        if (cursor === undefined) {
          const read = await readPage(payload, reading.signal);
          if (isLeft()) return;
          cursor = read;
          arm();
        }
      } catch (reason) {
        if (!isLeft()) retryLater(reason, 'offline');
        return;
      }

      /** @param {any} errors @param {() => void} farewell */
      const reject = (errors, farewell) => {
        const code = String(errors?.[0]?.extensions?.code);
        if (code.startsWith('WIRE_CURSOR_')) {
          cursor = undefined;
          retryLater(errors, 'behind');
        } else if (passing.test(code)) {
          retryLater(errors, 'offline');
        } else {
          end(farewell);
        }
      };

      const source = (held >= 2 && client.pages) || client;
      paged = source !== client;
      if (client.pages) silent = Date.now();
      // A stream sends its first result at once.
      if (client.pages && !paged) arm(bound / 2);
      const unsubscribe = source.subscribe(request, {
        next(/** @type {any} */ result) {
          if (isLeft()) return;
          if (!paged) held = 0;
          const sign = result.extensions;
          if (!result.data && sign?.heartbeat !== undefined) {
            if (sign.cursor) {
              // The cursor of an empty page is equal, and must be sent as it is.
              if (isNewer(sign.cursor, cursor) || !isNewer(cursor ?? '', sign.cursor)) cursor = sign.cursor;
              caughtUp = sign.atHead === true;
              if (caughtUp) wait = firstWait;
              show(caughtUp ? 'live' : 'behind');
            }
            return alive(sign.heartbeat);
          }
          if (!result.data) return reject(result.errors, () => { sink.next(result); sink.complete(); });
          const at = /** @type {any} */ (Object.values(result.data)[0])?.cursor;
          if (!at) return end(() => sink.error(new TypeError('The subscription must select `cursor`. It cannot be resumed without it.')));
          alive();
          if (isNewer(at, cursor)) {
            cursor = at;
            sink.next(result);
          }
        },
        error(/** @type {unknown} */ reason) {
          if (isLeft()) return;
          if (Array.isArray(reason)) reject(reason, () => sink.error(reason));
          else retryLater(reason, 'offline');
        },
        complete() {
          if (!isLeft()) retryLater('complete', 'offline');
        },
      }, { connecting: (/** @type {boolean} */ again) => { if (again && !isLeft()) lose('reconnecting'); } });
      if (isLeft()) unsubscribe();
      else stop = unsubscribe;
    };

    status?.(state, {});
    void begin();
    return () => end(() => sink.complete());
  } };
}

/**
 * @param {string} event
 * @param {(event: any) => void} listener
 */
function listen(event, listener) {
  globalThis.addEventListener?.(event, listener);
  return () => globalThis.removeEventListener?.(event, listener);
}

/**
 * Creates a client over `fetch`, for {@link resuming}. Each subscription is a separate event stream, by POST and with any headers.
 * @param {string | URL} url
 * @param {FetchOptions} [options]
 * @returns {Client}
 */
export function createFetchClient(url, options = {}) {
  return { pages: createPagesClient(url, options), ...fetching(options, async (send, sink, payload, control, end) => {
    const response = await send(url, 'text/event-stream', { method: 'POST', body: JSON.stringify(payload) });
    if (!response.body) throw new Error('The event stream ended.');
    const chunks = response.body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
    let [rest, event, data] = ['', '', ''];
    for (;;) {
      const { value, done } = await chunks.read();
      if (done) throw new Error('The event stream ended.');
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, name, text = ''] = /^(\w*):? ?(.*?)\r?$/.exec(line) ?? [];
        if (name === 'event') event = text;
        else if (name === 'data') data += text;
        else if (line === '' || line === '\r') {
          if (event === 'next') sink.next(JSON.parse(data));
          else if (event === 'complete') return end(() => sink.complete());
          [event, data] = ['', ''];
        }
        if (control.signal.aborted) return;
      }
    }
  }) };
}

/**
 * Creates a client that reads pages of events, for {@link resuming}: by GET, one request after the other. A request waits until there is an
 * event. All clients at the same cursor have the same URL, so a cache in front needs to ask the service only once for all of them.
 * @param {string | URL} url
 * @param {FetchOptions} [options]
 * @returns {Client}
 */
export function createPagesClient(url, options = {}) {
  return fetching(options, async (send, sink, payload, control, end) => {
    // The first page does not wait, so that the status is right at once.
    for (let wait = false; ; wait = true) {
      const extensions = { ...payload.extensions, heartbeat: undefined, wait };
      const response = await send(toAddress(url, { ...payload, extensions }), 'application/json', {});
      const page = await response.json();
      const { events, next, atHead, heartbeat } = page.extensions ?? {};
      if (!events) {
        sink.next(page);
        return end(() => sink.complete());
      }
      for (const { id, ...result } of events) if (!control.signal.aborted) sink.next(result);
      if (!control.signal.aborted) sink.next({ data: null, extensions: { heartbeat, cursor: next, atHead } });
      if (control.signal.aborted) return;
    }
  });
}

/**
 * @param {FetchOptions} options
 * @param {(send: (url: string | URL, accept: string, init: RequestInit) => Promise<Response>, sink: Sink, payload: Payload,
 *   control: AbortController, end: (tell: () => void) => void) => Promise<void>} read
 * @returns {Client}
 */
function fetching({ headers, fetch = globalThis.fetch, ...init }, read) {
  return { subscribe(payload, sink) {
    const control = new AbortController();
    /** @param {() => void} tell */
    const end = (tell) => { if (!control.signal.aborted) { control.abort(); tell(); } };
    /** @param {string | URL} url @param {string} accept @param {RequestInit} more */
    const send = async (url, accept, more) => {
      const all = new Headers(await (typeof headers === 'function' ? headers() : headers));
      all.set('accept', accept);
      if (more.body) all.set('content-type', 'application/json');
      const response = await fetch(url, { ...init, ...more, headers: all, signal: control.signal });
      if (!response.ok) throw new Error(`The service responded with status ${response.status}.`);
      return response;
    };
    read(send, sink, payload, control, end).catch((reason) => end(() => sink.error(reason)));
    return () => end(() => sink.complete());
  } };
}

/** Returns the URL of a request by GET. @param {string | URL} url @param {Payload} payload */
function toAddress(url, payload) {
  const address = new URL(url, globalThis.location?.href);
  for (const [name, value] of Object.entries(payload)) {
    if (value) address.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return address;
}

/**
 * Creates a client over a browser's `EventSource`, for {@link resuming}. It sends the document in the URL, by GET.
 * @param {string | URL} url
 * @param {EventSourceInit & { EventSource?: typeof EventSource }} [options]
 * @returns {Client}
 */
export function createEventSourceClient(url, { EventSource = globalThis.EventSource, ...init } = {}) {
  const pages = createPagesClient(url, { credentials: init.withCredentials ? 'include' : 'same-origin' });
  return { pages, subscribe(payload, sink) {
    const source = new EventSource(toAddress(url, payload), init);
    let over = false;
    /** @param {() => void} tell */
    const end = (tell) => { if (!over) { over = true; source.close(); tell(); } };
    source.addEventListener('next', ({ data }) => { if (!over) sink.next(JSON.parse(data)); });
    source.addEventListener('complete', () => end(() => sink.complete()));
    // EventSource would reconnect only after some failures, and not after a proxy's 502. The caller reconnects after every failure.
    source.addEventListener('error', () => end(() => sink.error(new Error('The connection of the event stream failed.'))));
    return () => end(() => sink.complete());
  } };
}

/** Lists that may lack items at the end, because they were cut at `size`. @type {WeakSet<object>} */
const cut = new WeakSet();

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
export function applyChange(list, { kind, id, article }, { order = [{ publishedAt: 'DESC' }], size = Infinity } = {}) {
  const compare = typeof order === 'function' ? order : comparing(order);
  const [isCut, last] = [cut.has(list) || list.length >= size, list.at(-1)];
  const known = list.findIndex((item) => item.id === (id ?? article?.id));
  const next = known < 0 ? [...list] : list.toSpliced(known, 1);
  // In a cut list, an article after the last item is not inserted: missing items may come before it.
  if (kind !== 'LEFT' && article && !(isCut && (!last || compare(article, last) > 0))) {
    const before = known >= 0 ? list[known] : undefined;
    const at = before && compare(article, before) === 0 ? known : next.findIndex((item) => compare(article, item) <= 0);
    next.splice(at < 0 ? next.length : at, 0, article);
  }
  if (isCut || next.length > size) cut.add(next);
  if (next.length > size) next.length = size;
  return next;
}

/**
 * Returns a function that compares two items. Null is the largest value, as in the order of the service.
 * @param {Record<string, unknown>[]} order
 * @returns {(a: any, b: any) => number}
 */
function comparing(order) {
  const keys = order.flatMap((key) => Object.entries(key));
  return (a, b) => {
    for (const [field, direction] of keys) {
      const [x, y] = [a[field] ?? null, b[field] ?? null];
      if (x === y) continue;
      const isLess = y === null || (x !== null && x < y);
      return isLess === (direction === 'ASC') ? -1 : 1;
    }
    return 0;
  };
}
