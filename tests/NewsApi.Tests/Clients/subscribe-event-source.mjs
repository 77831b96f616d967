// Reads two subscriptions with an EventSource until they are complete. Arguments: the GraphQL URL, and the documents. Prints each event with its id.
import { EventSource } from 'eventsource';

const [url, ...documents] = process.argv.slice(2);
const read = (query) => new Promise((resolve) => {
  const source = new EventSource(`${url}?query=${encodeURIComponent(query)}`);
  const events = [];
  let opened = 0;
  source.addEventListener('open', () => opened++);
  source.addEventListener('next', (event) => events.push([event.lastEventId, JSON.parse(event.data)]));
  source.addEventListener('complete', () => {
    source.close();
    resolve({ opened, events });
  });
});

const all = [];
for (const document of documents) {
  all.push(await read(document));
}
console.log(JSON.stringify(all));
