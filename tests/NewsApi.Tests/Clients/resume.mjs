// Follows a list with the public clients, each through newsapi.js, while a proxy between them and the service cuts connections at random
// moments and in the middle of what they carry. Arguments: the service's URL, a port to be asked at, the section to follow,
// and `uncut` for a proxy that cuts nothing.
// GET / there tells what each client holds; GET /unsubscribe and GET /end do so. Prints what each holds in the end.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import { ApolloClient, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import relay from 'relay-runtime';
import WebSocket from 'ws';

const [service, port, section] = [new URL(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const cuts = process.argv[5] !== 'uncut';
const require = createRequire(import.meta.url);

// As a front end gets it: from the service.
const source = await (await fetch(new URL('live/newsapi.js', service))).text();
const { resuming } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

mkdirSync('generated/relay-live', { recursive: true });
execFileSync(process.execPath, [require.resolve('relay-compiler/cli.js'), 'relay-live.config.json'], { stdio: ['ignore', 'ignore', 'inherit'] });
const relayDocument = require('./generated/relay-live/LiveHeadlinesSubscription.graphql.js');

const proxied = await proxy();
const graphql = `http://127.0.0.1:${proxied.port}/graphql`;
const where = { section: { eq: section } };
const changes = `subscription Changes($where: ArticleFilterInput, $after: String) {
  articleChanges(where: $where, after: $after) { cursor kind article { id headline } }
}`;
const published = changes.replace('articleChanges', 'articlePublished').replace('kind', '');

const held = {};
const holder = (name) => held[name] = { headlines: [], pages: 0, lost: 0, began: 0 };
const told = (to) => ({ data, errors }) => {
  if (errors) {
    throw new Error(JSON.stringify(errors));
  }
  to.headlines.push(Object.values(data)[0].article.headline);
};

/** The page that a list begins with: what it shows counts as held, and its `wireCursor` is where the events begin. */
const readPage = (to) => async () => {
  const query = 'query ($where: ArticleFilterInput) { articles(first: 50, where: $where, order: [{ publishedAt: ASC }]) { nodes { headline } wireCursor } }';
  const response = await fetch(graphql, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables: { where } }) });
  const { data: { articles } } = await response.json();
  to.pages++;
  to.headlines = articles.nodes.map(({ headline }) => headline);
  return articles.wireCursor;
};
const following = (to, client) => resuming(client, readPage(to), {
  status: (state) => { if (state === 'offline') to.lost++; }, firstWait: 50, longestWait: 500 });

// Both kinds of client, with and without coming back by themselves.
const ws = (to, retryAttempts) => createWsClient({
  url: graphql.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts, retryWait: pause, on: { connected: () => to.began++ } });
const sse = (to, retryAttempts) => createSseClient({ url: graphql, retryAttempts, retry: pause, on: { connected: () => to.began++ } });
const pause = () => new Promise((resolve) => setTimeout(resolve, 20 + 80 * Math.random()));
const failed = (error) => {
  console.error(error);
  process.exit(1);
};

const subscribed = [
  plain(holder('graphql-ws'), ws, changes),
  plain(holder('graphql-sse'), sse, published),
  apollo(holder('apollo')),
  urql(holder('urql')),
  followWithRelay(holder('relay')),
];

function plain(to, create, query) {
  const client = following(to, create(to, 3));
  return client.subscribe({ query, variables: { where } }, { next: told(to), error: failed, complete() {} });
}

function apollo(to) {
  const client = new ApolloClient({ link: new GraphQLWsLink(following(to, ws(to, 0))), cache: new InMemoryCache() });
  const subscription = client.subscribe({ query: gql(published), variables: { where } }).subscribe({ next: told(to), error: failed });
  return () => subscription.unsubscribe();
}

function urql(to) {
  const source = following(to, sse(to, 0));
  const forwardSubscription = (request) => ({ subscribe: (sink) => ({ unsubscribe: source.subscribe(request, sink) }) });
  const client = new Client({ url: graphql, exchanges: [subscriptionExchange({ forwardSubscription })] });
  const { unsubscribe } = client.subscription(changes, { where }).subscribe(({ data, error }) => (error ? failed(error) : told(to)({ data })));
  return unsubscribe;
}

function followWithRelay(to) {
  const source = following(to, ws(to, 3));
  const network = relay.Network.create(failed, ({ text }, variables) =>
    relay.Observable.create((sink) => source.subscribe({ query: text, variables }, sink)));
  const environment = new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
  const subscription = relay.requestSubscription(environment, {
    subscription: relayDocument, variables: { where }, onNext: (data) => told(to)({ data }), onError: failed });
  return () => subscription.dispose();
}

async function proxy() {
  const open = new Set();
  const server = net.createServer((client) => {
    const onward = net.connect(service.port, service.hostname);
    const cut = () => {
      open.delete(cut);
      client.destroy();
      onward.destroy();
    };
    open.add(cut);
    for (const socket of [client, onward]) {
      socket.on('error', cut);
      socket.on('close', cut);
    }
    client.on('data', (bytes) => onward.write(bytes));
    onward.on('data', (bytes) => {
      // Now and then in the middle of an event.
      const whole = !cuts || Math.random() > 0.01;
      client.write(whole ? bytes : bytes.subarray(0, Math.random() * bytes.length), () => whole || cut());
    });
  });
  const result = { cuts: 0 };
  setInterval(() => {
    const cut = cuts && [...open][Math.floor(Math.random() * open.size)];
    if (cut) cut();
    result.cuts += cut ? 1 : 0;
  }, 400).unref();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(result, { port: server.address().port });
}

// Who asked last has failed meanwhile, where nobody asks for so long.
const abandoned = setTimeout(() => failed('Nobody asks any more.'), 120_000);
http.createServer(({ url }, response) => {
  abandoned.refresh();
  if (url === '/unsubscribe') {
    subscribed.forEach((unsubscribe) => unsubscribe());
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(held), () => {
    if (url === '/end') {
      console.log(JSON.stringify({ held, cuts: proxied.cuts }));
      process.exit(0);
    }
  });
}).listen(port, '127.0.0.1');
