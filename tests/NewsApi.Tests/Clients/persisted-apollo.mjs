// Runs a query twice with Apollo Client's link for automatic persisted queries, which sends hashes by GET.
// Argument: the service's URL. Prints each request with its status, and whether each query got data.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { createHash, randomUUID } from 'node:crypto';

const requests = [];
const observed = async (address, options) => {
  const response = await fetch(address, options);
  const text = options.method === 'POST' && JSON.parse(options.body).query;
  requests.push(`${options.method} ${text ? 'text' : 'hash'} ${response.status}`);
  return response;
};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const client = new ApolloClient({
  link: new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(new HttpLink({ uri: process.argv[2], fetch: observed })),
  cache: new InMemoryCache(),
  defaultOptions: { query: { fetchPolicy: 'no-cache' } },
});

// A name of its own makes the document new to the service.
const query = gql(`query Q${randomUUID().replaceAll('-', '')} { wire { cursor } }`);
const answered = [];
for (let i = 0; i < 2; i++) {
  const { data } = await client.query({ query });
  answered.push(typeof data.wire.cursor === 'string');
}

console.log(JSON.stringify({ requests, answered }));
