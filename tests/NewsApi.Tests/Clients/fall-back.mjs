// Follows a list with newsapi.js through a proxy that holds event streams back. Arguments: the service's URL, a cursor to begin at, and how
// many events there will be. Prints what each client was told, its states, and how many streams and pages the proxy was asked for.
import http from 'node:http';
import { EventSource } from 'eventsource';

const [service, begin, count] = [new URL(process.argv[2]), process.argv[3], Number(process.argv[4])];
const source = await (await fetch(new URL('live/newsapi.js', service))).text();
const { createEventSourceClient, createFetchClient, resuming } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const seen = { streams: 0, pages: 0 };
const proxy = http.createServer((asked, answer) => {
  const { method, url, headers } = asked;
  seen[headers.accept === 'text/event-stream' ? 'streams' : 'pages']++;
  const onward = http.request(new URL(url, service), { method, headers }, (response) => {
    if (response.headers['content-type'].startsWith('text/event-stream')) {
      // The response is read and kept, as a proxy does that scans it as a whole.
      response.resume();
      return;
    }
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${proxy.address().port}/graphql`;

const query = 'subscription ($after: String) { articleChanges(after: $after) { cursor kind article { headline } } }';
const follow = (client) => new Promise((resolve, reject) => {
  const told = { headlines: [], states: [] };
  const status = (state) => {
    if (told.states.at(-1) !== state) told.states.push(state);
  };
  resuming(client, () => reject(new Error('The page was read.')), { silence: 1000, firstWait: 10, status }).subscribe(
    { query, variables: { after: begin } },
    {
      next({ data, ...more }) {
        told.headlines.push(data.articleChanges.article.headline);
        told.more = Object.keys(more);
        // An event that came twice would come before the next page.
        if (told.headlines.length === count) setTimeout(() => resolve(told), 100);
      },
      error: reject,
      complete() {},
    },
  );
});
const [fetched, sourced] = await Promise.all([follow(createFetchClient(url)), follow(createEventSourceClient(url, { EventSource }))]);
console.log(JSON.stringify({ fetch: fetched, EventSource: sourced, ...seen }));
process.exit(0);
