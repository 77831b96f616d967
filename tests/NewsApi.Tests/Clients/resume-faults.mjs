// Keeps a list up to date with newsapi.js over each transport, through a proxy that fails. Arguments: the service's URL, a port to be
// asked at, the section to follow, and how many articles the list shows. GET /: what each client holds. GET /freeze, /cut, /reset: what
// the proxy does to open connections. GET /sleep: stop this process for eight seconds. GET /mode?hold: what it does from now on.
import { spawn } from 'node:child_process';
import http from 'node:http';
import { EventSource } from 'eventsource';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startProxy } from './freezing-proxy.mjs';

const [service, port, section, size] = [new URL(process.argv[2]), Number(process.argv[3]), process.argv[4], Number(process.argv[5])];
const source = await (await fetch(new URL('live/newsapi.js', service))).text();
const { applyChange, createEventSourceClient, createFetchClient, resuming } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const proxy = await startProxy(service);
const url = `http://127.0.0.1:${proxy.port}/graphql`;
const where = { section: { eq: section } };
const order = [{ publishedAt: 'DESC' }];
const page = `query ($where: ArticleFilterInput, $order: [ArticleSortInput!]) {
  articles(first: ${size}, where: $where, order: $order) { nodes { id headline publishedAt } wireCursor }
}`;
const changes = `subscription ($where: ArticleFilterInput, $after: String) {
  articleChanges(where: $where, after: $after) { cursor kind id article { id headline publishedAt } }
}`;
// graphql-ws removes its error handler when it terminates a connection that is still opening. Without a handler, ws ends the process.
class Socket extends WebSocket {
  constructor(...parameters) {
    super(...parameters);
    this.on('error', () => {});
  }
}
const webSocket = { url: url.replace('http', 'ws'), webSocketImpl: Socket };
const clients = {
  'graphql-ws': createWsClient({ ...webSocket, retryAttempts: 0 }),
  'graphql-ws, reconnecting': createWsClient({ ...webSocket, retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)) }),
  'graphql-sse': createSseClient({ url, retryAttempts: 0 }),
  EventSource: createEventSourceClient(url, { EventSource }),
  fetch: createFetchClient(url),
};
const held = {};
for (const [name, client] of Object.entries(clients)) follow(held[name] = { list: [], pages: 0, states: [], cursors: [] }, client);

function follow(to, client) {
  const readPage = async (payload, signal) => {
    const body = JSON.stringify({ query: page, variables: { where, order } });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal });
    const { data: { articles } } = await response.json();
    to.pages++;
    to.list = articles.nodes;
    return articles.wireCursor;
  };
  const options = { status: (state) => to.states.push(state), firstWait: 100, longestWait: 1000 };
  resuming(client, readPage, options).subscribe({ query: changes, variables: { where } }, {
    next({ data: { articleChanges: change } }) {
      to.cursors.push(change.cursor);
      to.list = applyChange(to.list, change, { order, size });
    },
    error(error) {
      console.error(error);
      process.exit(1);
    },
    complete() {},
  });
}

const abandoned = setTimeout(() => process.exit(2), 120_000);
// A laptop that sleeps: the connections die and all timers stand still, until the signal.
function sleep() {
  proxy.freeze();
  spawn('sh', ['-c', `sleep 8; kill -CONT ${process.pid}`], { detached: true, stdio: 'ignore' }).unref();
  process.kill(process.pid, 'SIGSTOP');
}

http.createServer(({ url: asked }, response) => {
  abandoned.refresh();
  const [path, argument] = asked.split('?');
  if (path === '/mode') proxy.mode = argument;
  else if (path === '/sleep') response.on('finish', sleep);
  else if (path !== '/' && path !== '/end') proxy[path.slice(1)]();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(held), () => path === '/end' && process.exit(0));
}).listen(port, '127.0.0.1');
