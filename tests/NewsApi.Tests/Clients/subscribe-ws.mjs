// Subscribes with graphql-ws to the echo server at the URL given, whose first run is stopped in the middle. Prints what the client went through.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const closes = [];
let connections = 0;
const client = createClient({
  url: process.argv[2],
  webSocketImpl: WebSocket,
  connectionParams: { key: 'sesame' },
  lazyCloseTimeout: 60_000,
  keepAlive: 100,
  retryAttempts: 1000,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
  // A rejected connection is an error event to it, and of itself it comes back after closes only.
  shouldRetry: () => true,
  on: { connected: () => connections++, closed: ({ code, reason }) => closes.push([code, reason]) },
});
const ask = async (query) => {
  const results = [];
  for await (const result of client.iterate({ query })) {
    results.push(result);
  }
  return results;
};

const single = (await ask('hello'))[0].data;
const stream = (await ask('events 3')).map((result) => result.data.n);
const rejected = await ask('request error').catch((errors) => errors);

// Unsubscribing: the server hears of it and the socket serves on.
for await (const result of client.iterate({ query: 'events 2 then wait' })) {
  if (result.data.n === 2) {
    break;
  }
}
const closesBefore = closes.length;

// The server stops under these two, which share the socket; the client comes back by itself and asks again.
const before = connections;
const stay = async () => {
  const told = [];
  for await (const result of client.iterate({ query: 'stay' })) {
    told.push(result.data.n);
    if (connections > before) {
      break;
    }
  }
  return told;
};
const again = await Promise.all([stay(), stay()]);
await client.dispose();
console.log(JSON.stringify({ single, stream, rejected, closesBefore, again, closes: closes.map(([code]) => code) }));
process.exit(0);
