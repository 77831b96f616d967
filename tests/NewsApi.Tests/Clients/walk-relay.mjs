// Compiles relay/ against the published schema, pages through lists with relay-runtime as usePaginationFragment does, and reads
// an article again by its id. Arguments: the service's URL and the scenario of ClientTests. Prints what the store holds in the end.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import relay from 'relay-runtime';
import * as feeds from './feeds.mjs';

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSingularSelector } = relay;
const [url, { size, where, order, person, article }] = [process.argv[2], JSON.parse(process.argv[3])];
const require = createRequire(import.meta.url);
const compiled = (name) => require(`./generated/relay/${name}.graphql.js`);

mkdirSync('generated/relay', { recursive: true });
execFileSync(process.execPath, [require.resolve('relay-compiler/cli.js'), 'relay.config.json'], { stdio: ['ignore', 'ignore', 'inherit'] });

async function post({ text }, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: text, variables }),
  });
  return response.json();
}

class Reader {
  #environment = new Environment({ network: Network.create(post), store: new Store(new RecordSource()) });

  async open(query, variables) {
    const operation = createOperationDescriptor(query, variables);
    this.#environment.retain(operation);
    await fetchQuery(this.#environment, query, variables).toPromise();
    return this.#environment.lookup(operation.fragment).data;
  }

  look(fragment, pointer) {
    const { data, isMissingData } = this.#environment.lookup(getSingularSelector(fragment, pointer));
    if (isMissingData) {
      throw new Error(`The store lacks some of ${fragment.name}: ${JSON.stringify(data)}`);
    }
    return data;
  }

  // What the hook does on loadNext and loadPrevious, by what the compiler wrote about the connection.
  async walk(fragment, pointer, variables, direction = 'forward') {
    const { operation, connection: { [direction]: window } } = fragment.metadata.refetch;
    const [more, cursor] = direction === 'forward' ? ['hasNextPage', 'endCursor'] : ['hasPreviousPage', 'startCursor'];
    return feeds.walk(this.look(fragment, pointer).articles, more, async (pageInfo) => {
      const page = { ...variables, [window.count]: size, [window.cursor]: pageInfo[cursor] };
      await fetchQuery(this.#environment, operation, page).toPromise();
      return this.look(fragment, pointer).articles;
    });
  }
}

const [feed, feedOfPerson, again] = ['ArticleFeed_query', 'PersonFeed_person', 'ArticleAgain_article'].map(compiled);
const reader = new Reader();
const all = await reader.open(compiled('ArticleFeedQuery'), { count: size });
const filtered = await reader.open(compiled('ArticleFeedQuery'), { count: size, where, order });
const named = await reader.open(compiled('PersonFeedQuery'), { slug: person, count: size });
// A reader of its own, for the first already holds the list.
const other = new Reader();
const last = await other.open(compiled('ArticleFeedBackwardsQuery'), { countBack: size });
const found = await reader.open(again.metadata.refetch.operation, { id: article });

console.log(JSON.stringify({
  forwards: await reader.walk(feed, all, {}),
  backwards: await other.walk(feed, last, {}, 'backward'),
  filtered: await reader.walk(feed, filtered, { where, order }),
  ofPerson: await reader.walk(feedOfPerson, named.person, { id: named.person.id }),
  again: reader.look(again, found.node),
}));
