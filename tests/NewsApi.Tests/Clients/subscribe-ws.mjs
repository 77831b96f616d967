// Subscribes with graphql-ws to the echo server at the URL given, whose first run is stopped in the middle. Prints what the client went through.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const closes = [];
const client = createClient({
  url: process.argv[2],
  webSocketImpl: WebSocket,
  connectionParams: { key: 'sesame' },
  lazyCloseTimeout: 60_000,
  keepAlive: 100,
  retryAttempts: 1000,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
  on: { closed: ({ code, reason }) => closes.push([code, reason]) },
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
const refused = await ask('request error').catch((errors) => errors);

// Unsubscribing: the server hears of it and the socket serves on.
for await (const result of client.iterate({ query: 'events 2 then wait' })) {
  if (result.data.n === 2) {
    break;
  }
}
const closesBefore = closes.length;

// The server stops under this one; the client comes back by itself and asks again. A second subscription shares the socket.
const beside = client.iterate({ query: 'stay' }).next();
const again = [];
for await (const result of client.iterate({ query: 'stay' })) {
  again.push(result.data.n);
  if (closes.length > closesBefore) {
    break;
  }
}
await beside;
await client.dispose();
console.log(JSON.stringify({ single, stream, refused, closesBefore, again, closes: closes.map(([code]) => code) }));
process.exit(0);
