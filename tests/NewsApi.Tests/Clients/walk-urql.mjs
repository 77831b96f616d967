// Pages through lists with urql and graphcache's relayPagination, and reads an article again by its id.
// Arguments: the service's URL and the scenario of ClientTests. Prints what the cache holds in the end.
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { getIntrospectionQuery } from 'graphql';
import * as feeds from './feeds.mjs';

const [url, { size, where, order, person, article }] = [process.argv[2], JSON.parse(process.argv[3])];

async function ask(client, document, variables) {
  const { data, error } = await client.query(document, variables).toPromise();
  if (error) {
    throw error;
  }
  return data;
}

// With the schema at hand graphcache knows which types are nodes and entities.
const schema = await ask(new Client({ url, exchanges: [fetchExchange] }), getIntrospectionQuery(), {});
const withoutIdentity = ['Mention', 'Span', 'Image', 'Correction', 'ArticleVersion', 'InformationSource', 'Wire'];
const newClient = () => new Client({
  url,
  exchanges: [
    cacheExchange({
      schema,
      keys: Object.fromEntries(withoutIdentity.map((type) => [type, () => null])),
      resolvers: { Query: { articles: relayPagination() }, Person: { articles: relayPagination() } },
    }),
    fetchExchange,
  ],
});

const walk = async (client, document, variables, listOf, more, next) =>
  feeds.walk(listOf(await ask(client, document, variables)), more, async (pageInfo) =>
    listOf(await ask(client, document, { ...variables, ...next(pageInfo) })));

const client = newClient();
const forwards = (document, variables, listOf) =>
  walk(client, document, { first: size, ...variables }, listOf, 'hasNextPage', ({ endCursor }) => ({ after: endCursor }));
const backwards = () =>
  walk(newClient(), feeds.feed, { last: size }, (data) => data.articles, 'hasPreviousPage', ({ startCursor }) => ({ before: startCursor }));

console.log(JSON.stringify({
  forwards: await forwards(feeds.feed, {}, (data) => data.articles),
  backwards: await backwards(),
  filtered: await forwards(feeds.feed, { where, order }, (data) => data.articles),
  ofPerson: await forwards(feeds.feedOfPerson, { slug: person }, (data) => data.person.articles),
  again: (await ask(client, feeds.again, { id: article })).node,
}));
