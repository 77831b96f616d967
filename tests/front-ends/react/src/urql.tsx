// The newest headlines, live, with urql.
import { createRoot } from 'react-dom/client';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { graphql } from '../generated/graphql';
import { applyChange, createFetchClient, resuming } from './newsapi.js';
import { Headlines, type Shown } from '../other/Headlines';

const PAGE = graphql(`
  query UrqlPage {
    articles(first: 10) { nodes { id headline publishedAt } wireCursor }
  }
`);
const CHANGES = graphql(`
  subscription UrqlChanges($after: String) {
    articleChanges(after: $after) { cursor kind id article { id headline publishedAt } }
  }
`);

const root = createRoot(document.getElementById('root') ?? document.body);
let shown: Shown = { list: [], status: 'connecting' };
const show = (next: Partial<Shown>) => root.render(<Headlines {...shown = { ...shown, ...next }} />);

const readPage = async () => {
  const { data, error } = await client.query(PAGE, {}, { requestPolicy: 'network-only' });
  if (!data?.articles) throw error;
  show({ list: data.articles.nodes ?? [] });
  return data.articles.wireCursor;
};
const live = resuming(createFetchClient('/graphql'), readPage, { status: (status) => show({ status }) });
const forwardSubscription = (request: object) => ({ subscribe: (sink: object) => ({ unsubscribe: live.subscribe(request, sink) }) });
const client: Client = new Client({
  url: '/graphql', preferGetMethod: false, exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription })],
});

client.subscription(CHANGES, {}).subscribe(({ data }) => {
  if (data) show({ list: applyChange(shown.list, data.articleChanges, { size: 10 }) });
});
