// What newsapi.js makes of rejections, under both kinds of client. Arguments: the service's URL, a cursor that is good, one that is not.
// Prints, for each client, how often the page was asked for anew and what the subscriber was told.
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { EventSource } from 'eventsource';
import WebSocket from 'ws';

const [service, good, bad] = [new URL(process.argv[2]), process.argv[3], process.argv[4]];
const source = await (await fetch(new URL('live/newsapi.js', service))).text();
const { resuming } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const url = new URL('graphql', service).toString();

const changes = 'subscription ($from: String) { articleChanges(after: $from) { cursor kind article { headline } } }';
const cases = {
  refetched: { query: changes, variables: { from: bad } },
  begun: { query: changes },
  unreadable: { query: 'subscription { nothing { cursor } }' },
  withoutCursor: { query: 'subscription ($from: String) { articleChanges(after: $from) { kind } }', variables: { from: good } },
};

/** Subscribes until the first event or the end, whichever comes; unsubscribing ends it too. */
const run = (client, payload) => new Promise((resolve) => {
  const said = { pages: 0, told: [] };
  const options = { variable: 'from', firstWait: 10, longestWait: 100 };
  const done = (what) => {
    said.told.push(what);
    resolve(said);
  };
  const unsubscribe = resuming(client, async () => (said.pages++, good), options).subscribe(payload, {
    next({ data, errors }) {
      said.told.push(data?.articleChanges.article.headline ?? errors[0].message);
      if (data) {
        unsubscribe();
      }
    },
    error: (reason) => done(Array.isArray(reason) ? reason[0].message : reason.message),
    complete: () => done('complete'),
  });
});

const clients = { ws: createWsClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket }), sse: createSseClient({ url }) };
const all = {};
for (const [kind, client] of Object.entries(clients)) {
  all[kind] = {};
  for (const [name, payload] of Object.entries(cases)) {
    all[kind][name] = await run(client, payload);
  }
}

// A plain EventSource whose cursor is rejected: it gets the rejection, reconnects by itself, and is stopped.
all.plain = await new Promise((resolve) => {
  const query = changes.replace('headline', 'id');
  const source = new EventSource(`${url}?${new URLSearchParams({ query, variables: JSON.stringify({ from: bad }) })}`);
  const codes = [];
  source.addEventListener('next', ({ data }) => codes.push(JSON.parse(data).errors?.[0].extensions.code ?? 'an event'));
  source.addEventListener('error', () => source.readyState === source.CLOSED && resolve(codes));
});
console.log(JSON.stringify(all));
process.exit(0);
