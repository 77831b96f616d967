// Subscribes with graphql-sse to the echo server at the URL given, whose first run is stopped in the middle. Prints what the client went through.
import { createClient } from 'graphql-sse';

let connections = 0;
const client = createClient({
  url: process.argv[2],
  retryAttempts: 1000,
  retry: () => new Promise((resolve) => setTimeout(resolve, 20)),
  on: { connected: () => connections++ },
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
const rejected = await ask('request error');
const progress = (await ask('progress')).map((result) => result.data.n);

for await (const result of client.iterate({ query: 'events 2 then wait' })) {
  if (result.data.n === 2) {
    break;
  }
}

// The server stops under this one; the client comes back by itself and asks again.
const before = connections;
const again = [];
for await (const result of client.iterate({ query: 'stay' })) {
  again.push(result.data.n);
  if (connections > before + 1) {
    break;
  }
}
client.dispose();
console.log(JSON.stringify({ single, stream, rejected, progress, again }));
