// Shows the query and the subscription behind the page, with a link that opens each in the IDE.
import { documents, find, graphql, make } from './documents.js';

const parts = /** @type {const} */ ([['page', 'The list: a query'], ['changes', 'The changes: a subscription']]);

/** @param {string} ariaLabel @param {string} text */
const listing = (ariaLabel, text) => make('pre', { tabIndex: 0, role: 'group', ariaLabel }, text);

/** @param {Record<string, unknown>} where The filter of the list. */
export function showQuery(where) {
  const variables = Object.keys(where).length ? { where } : {};
  find('#query div').replaceChildren(...parts.flatMap(([name, title]) => {
    const [query, json] = [documents[name], JSON.stringify(variables, null, 2)];
    const address = new URL(`${graphql.pathname}/ui/`, graphql);
    address.hash = `${new URLSearchParams({ query, variables: json })}`;
    const copy = make('button', { type: 'button', textContent: 'Copy' });
    copy.addEventListener('click', () => navigator.clipboard.writeText(query).then(() => { copy.textContent = 'Copied'; }));
    return [
      make('h2', {}, title),
      make('p', {}, make('a', { href: address.href }, 'Open in the IDE'), ...navigator.clipboard ? [copy] : []),
      listing(title, query),
      ...Object.keys(variables).length ? [make('p', {}, 'Its variables:'), listing('Variables', json)] : [],
    ];
  }));
}
