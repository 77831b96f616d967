// A front end's code over newsapi.js; tsc checks that the public clients and links fit.
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { applyChange, createEventSourceClient, createFetchClient, createPagesClient, resuming, type State } from '../../../src/NewsApi/Client/newsapi.js';

type Article = { id: string; headline: string; publishedAt: string };
type Change = { kind: 'ENTERED' | 'UPDATED' | 'LEFT'; id: string; article: Article | null };

let list: Article[] = [];
let shown: State = 'connecting';
const readPage = async (_: unknown, signal: AbortSignal): Promise<string> => {
  const { articles } = await (await fetch('/graphql', { signal })).json();
  list = articles.nodes;
  return articles.wireCursor;
};
const status = (state: State, { retryIn }: { retryIn?: number | undefined }) => {
  shown = retryIn === undefined ? state : 'offline';
};

const overSocket = resuming(createWsClient({ url: 'ws://localhost:5080/graphql' }), readPage, { status });
const overStreams = resuming(createSseClient({ url: '/graphql', retryAttempts: 0 }), readPage, { silence: 10_000 });
const overEventSource = resuming(createEventSourceClient('/graphql', { withCredentials: true }), readPage);
const overFetch = resuming(createFetchClient('/graphql', { headers: async () => ({ authorization: 'Bearer …' }) }), readPage);
const overPages = resuming(createPagesClient('/graphql', { headers: { 'x-site': 'news' } }), readPage);

for (const client of [overSocket, overStreams, overEventSource, overFetch, overPages]) {
  client.subscribe({ query: 'subscription …', variables: { where: {} } }, {
    next: ({ data }: { data?: any }) => {
      const change: Change = data.articleChanges;
      list = applyChange(list, change, { order: [{ publishedAt: 'DESC' }], size: 20 });
    },
    error: console.error,
    complete() {},
  });
}

export const link = new GraphQLWsLink(overSocket);
export const urql = new Client({ url: '/graphql', exchanges: [subscriptionExchange({
  forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: overStreams.subscribe({ ...request, query: request.query ?? '' }, sink) }) }),
})] });
export const state = () => shown;
