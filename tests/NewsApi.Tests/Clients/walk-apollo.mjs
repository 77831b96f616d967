// Pages through lists with Apollo Client's fetchMore and relayStylePagination, and reads an article again by its id.
// Arguments: the service's URL and the scenario of ClientTests. Prints what the cache holds in the end.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import * as feeds from './feeds.mjs';

const [url, { size, where, order, person, article }] = [process.argv[2], JSON.parse(process.argv[3])];

// Which types are nodes and entities, asked of the service as Apollo's documentation has it.
const asked = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ __schema { types { name possibleTypes { name } } } }' }),
}).then((response) => response.json());
const possibleTypes = Object.fromEntries(asked.data.__schema.types
  .filter((type) => type.possibleTypes).map((type) => [type.name, type.possibleTypes.map((possible) => possible.name)]));

const newClient = () => new ApolloClient({
  link: new HttpLink({ uri: url }),
  cache: new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { articles: relayStylePagination(['where', 'order']) } },
      Person: { fields: { articles: relayStylePagination(['where', 'order']) } },
    },
  }),
});

async function walk(client, document, variables, listOf, more, next) {
  const query = gql(document);
  const shown = client.watchQuery({ query, variables });
  const first = await new Promise((resolve, reject) => {
    shown.subscribe(({ loading, data, error }) => (error ? reject(error) : loading || resolve(data)));
  });
  return feeds.walk(listOf(first), more, async (pageInfo) => {
    await shown.fetchMore({ variables: next(pageInfo) });
    return listOf(client.readQuery({ query, variables }));
  });
}

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
  again: (await client.query({ query: gql(feeds.again), variables: { id: article } })).data.node,
}));
