// The documents of the live page, and the call that sends them.

/**
 * @typedef {{ slug: string, name: string }} Named
 * @typedef {'topic' | 'person' | 'place'} Kind
 *
 * @typedef {object} Picture
 * @property {string} small
 * @property {string} large
 * @property {string | null} altText
 * @property {string | null} caption
 * @property {string | null} credit
 * @property {number | null} width
 * @property {number | null} height
 * @property {{ x: number, y: number } | null} focalPoint
 *
 * @typedef {object} Article The fields of the fragment `Shown`.
 * @property {string} id
 * @property {string} slug
 * @property {string} headline
 * @property {string | null} kicker
 * @property {string | null} summary
 * @property {string | null} section
 * @property {number | null} urgency
 * @property {string} language
 * @property {string} publishedAt
 * @property {string | null} canonicalUrl
 * @property {Picture[]} images
 * @property {Named[]} topics
 * @property {Named[]} people
 * @property {Named[]} places
 *
 * @typedef {{ nodes: Article[], pageInfo: { hasNextPage: boolean, endCursor: string | null }, wireCursor: string }} Page
 */

export const graphql = new URL('../graphql', document.baseURI);

/** Each kind of filter, with the name of its list. @type {Record<Kind, 'topics' | 'people' | 'places'>} */
export const lists = { topic: 'topics', person: 'people', place: 'places' };
export const kinds = /** @type {Kind[]} */ (Object.keys(lists));

const shown = `
fragment Shown on Article {
  id
  slug
  kicker
  headline
  summary
  section
  urgency
  language
  publishedAt
  canonicalUrl
  images {
    small: url(width: 400)
    large: url(width: 800)
    altText
    caption
    credit
    width
    height
    focalPoint { x y }
  }
  topics { slug name }
  people { slug name }
  places { slug name }
}`;

export const documents = {
  chosen: `query Chosen($topic: String, $person: String, $place: String, $byTopic: Boolean!, $byPerson: Boolean!, $byPlace: Boolean!) {
    topic(slug: $topic) @include(if: $byTopic) { slug name }
    person(slug: $person) @include(if: $byPerson) { slug name }
    place(slug: $place) @include(if: $byPlace) { slug name }
  }`,
  page: `query Headlines($where: ArticleFilterInput, $after: String) {
  articles(first: 30, after: $after, where: $where, order: [{ publishedAt: DESC }]) {
    nodes { ...Shown }
    pageInfo { hasNextPage endCursor }
    wireCursor
  }
}
${shown}`,
  changes: `subscription Changes($where: ArticleFilterInput, $after: String) {
  articleChanges(where: $where, after: $after) {
    cursor
    kind
    id
    article { ...Shown }
  }
}
${shown}`,
  one: `query One($slug: String!) { article(slug: $slug) { ...Shown } } ${shown}`,
  text: `query Text($id: ID!) {
    article(id: $id) { byline dateline source genre readingTime body(format: HTML) corrections { correctedAt note } }
  }`,
  /** @param {string} list */
  names: (list) => `query Names { ${list}(first: 10, order: [{ name: ASC }]) { nodes { slug name } } }`,
  suggest: `query Suggest($text: String!, $kinds: [SuggestionKind!]) {
    suggest(text: $text, kinds: $kinds, first: 10) { text entity { slug name } }
  }`,
};

/**
 * Sends a document, and returns the data of the response.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function ask(query, variables, signal) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const response = await fetch(graphql, { method: 'POST', headers, body: JSON.stringify({ query, variables }), signal: signal ?? null });
  const { data, errors } = await response.json();
  if (!data) throw new Error(errors[0].message);
  return data;
}

/**
 * Returns the element of the page or of `root` that a selector finds.
 * @param {string} selector
 * @param {ParentNode} [root]
 */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return element;
}

/**
 * Makes an element with properties and content. Strings are inserted as text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<HTMLElementTagNameMap[T]>} [properties]
 * @param {(Node | string)[]} content
 */
export function make(tag, properties = {}, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/** Copies the first element of a template. @param {string} template */
export function copy(template) {
  const { firstElementChild } = /** @type {HTMLTemplateElement} */ (find(`#${template}`)).content;
  return /** @type {HTMLElement} */ (/** @type {Element} */ (firstElementChild).cloneNode(true));
}
