// The newest headlines, live, with Relay.
import { createRoot } from 'react-dom/client';
import { Environment, fetchQuery, Network, Observable, RecordSource, requestSubscription, Store } from 'relay-runtime';
import page, { type RelayHeadlinesQuery } from '../generated/relay/RelayHeadlinesQuery.graphql';
import changes, { type RelayHeadlinesSubscription } from '../generated/relay/RelayHeadlinesSubscription.graphql';
import { applyChange, createFetchClient, resuming } from '../src/newsapi.js';
import { Headlines, type Shown } from './Headlines';

const root = createRoot(document.getElementById('root') ?? document.body);
let shown: Shown = { list: [], status: 'connecting' };
const show = (next: Partial<Shown>) => root.render(<Headlines {...shown = { ...shown, ...next }} />);

const readPage = async () => {
  const data = await fetchQuery<RelayHeadlinesQuery>(environment, page, {}).toPromise();
  if (!data?.articles) throw new Error('The page cannot be read.');
  show({ list: data.articles.nodes ?? [] });
  return data.articles.wireCursor;
};
const live = resuming(createFetchClient('/graphql'), readPage, { status: (status) => show({ status }) });
const network = Network.create(
  async ({ text: query }, variables) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
  },
  ({ text }, variables) => Observable.create((sink) => live.subscribe({ query: text, variables }, sink)),
);
const environment = new Environment({ network, store: new Store(new RecordSource()) });

requestSubscription<RelayHeadlinesSubscription>(environment, {
  subscription: changes,
  variables: {},
  onNext(data) {
    if (data) show({ list: applyChange(shown.list, data.articleChanges, { size: 10 }) });
  },
});
