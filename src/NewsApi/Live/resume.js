// Subscriptions that miss nothing. Wraps a client of graphql-ws or graphql-sse, and through it Apollo's links, urql's exchange and
// Relay's network: whatever ends a stream, it goes on after the last event. By themselves they come back with the cursor they began
// with, and after a `complete` not at all. The document takes a variable for `after` and selects `cursor`.

/** What passes by itself: a database that is away, a time-out, a crowd. Any other refusal would meet the same document again. */
const passing = /^(HC0008|HC0045|HC0049|TOO_MANY_\w+)$/;

/** Whether one cursor ("00000001-42": epoch, position) lies behind another. Another epoch is another log, begun after a refetch. */
function isNewer(cursor, last) {
  const [[epoch, position], [lastEpoch, lastPosition]] = [cursor.split('-'), last.split('-')];
  return epoch !== lastEpoch || Number(position) > Number(lastPosition);
}

/**
 * @param client has `subscribe(payload, sink)`, which returns how to unsubscribe.
 * @param refetch `async (payload) => wireCursor`: reads the page anew, shows it and says where it stood. Called where the variables
 *   bring no cursor, and when one is refused as too old or as another log's.
 * @param options `variable`: the one for `after`. `lost(reason, ms)`: the stream broke, and is begun again that much later.
 * @returns the same `subscribe`; it completes only when unsubscribed, and fails only with what a repetition would meet again.
 */
export function resuming(client, refetch, { variable = 'after', lost = () => {}, firstWait = 1_000, longestWait = 30_000 } = {}) {
  return { subscribe(payload, sink) {
    let [cursor, wait, over, timer, stop] = [payload.variables?.[variable], firstWait, false, 0, () => {}];
    // Variables are looked up whenever the client sends them, because it also comes back by itself.
    const request = { ...payload, get variables() { return { ...payload.variables, [variable]: cursor }; } };
    const end = (tell) => { if (!over) { over = true; clearTimeout(timer); stop(); tell(); } };
    async function begin() {
      let [began, ended] = [Date.now(), false];
      const again = (reason) => {
        if (ended || over) return;
        ended = true, stop();
        // Anywhere within the wait, so that those whom one restart cut off do not come back all at once.
        const delay = Math.random() * (wait = Date.now() - began > longestWait ? firstWait : wait);
        wait = Math.min(wait * 2, longestWait);
        timer = setTimeout(begin, delay);
        lost(reason, delay);
      };
      const refused = (errors, tell) => {
        const code = errors[0]?.extensions?.code ?? '';
        if (code.startsWith('WIRE_CURSOR_')) cursor = undefined;
        else if (!passing.test(code)) return end(tell);
        again(errors);
      };
      try { cursor ??= await refetch(payload); } catch (reason) { return again(reason); }
      if (!over) stop = client.subscribe(request, {
        next(result) {
          if (ended || over) return;
          if (!result.data) return refused(result.errors, () => { sink.next(result); sink.complete(); });
          const at = Object.values(result.data)[0]?.cursor;
          if (!at) return end(() => sink.error(new TypeError('A subscription that is to be resumed selects `cursor`.')));
          if (isNewer(at, cursor)) { [cursor, wait] = [at, firstWait]; sink.next(result); }
        },
        error: (reason) => Array.isArray(reason) ? !ended && refused(reason, () => sink.error(reason)) : again(reason),
        complete: () => again('complete'),
      });
    }
    begin();
    return () => end(() => sink.complete());
  } };
}
