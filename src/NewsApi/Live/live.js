// The live page: 1. reads the filter and the article from the URL, 2. follows the changes after the first page, 3. reacts to the reader.
// All content is inserted as text or as allowed elements (body.js), never as markup.
import { ask, documents, find, graphql, kinds } from './documents.js';
import { beginFilters, showFilters } from './filters.js';
import { permalinkOf } from './item.js';
import { addPage, close, items, nextPage, open, openItem, pin, remove, showHeld, showPage, take, tick, updateLinks } from './list.js';
import { createEventSourceClient, isNewer, resuming } from './newsapi.js';
import { showQuery } from './query.js';
import { clockOf } from './times.js';

const [connection, empty, notice, older] = [find('#connection'), find('#empty'), find('#notice'), find('#older')];
const canonical = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=canonical]'));

/** The list that is followed. A new filter makes a new object, so a late response can detect that its list is no longer shown. */
const viewOf = (/** @type {string} */ filter) =>
  ({ filter, title: 'The news, live', where: /** @type {Record<string, unknown>} */ ({}), cursor: '' });
let view = viewOf('none yet');
let unfollow = () => {};
let [timer, wait] = [0, 1_000];

// 1. Reads the filter and the article from the URL.

const asked = () => new URLSearchParams(location.search);
/** Returns the filter of the URL, without the article. */
const filterOf = () => new URLSearchParams([...asked()].filter(([name, slug]) => slug && kinds.some((kind) => kind === name)));

function readAddress() {
  if (view.filter === `${filterOf()}`) return void showArticle();
  const shown = openItem();
  if (shown) close(shown);
  wait = 1_000;
  void begin();
}

async function begin() {
  const next = view = viewOf(`${filterOf()}`);
  clearTimeout(timer);
  unfollow();
  try {
    const slugs = Object.fromEntries(filterOf());
    const { topic, person, place } = await readChosen(slugs);
    if (view !== next) return;
    const unknown = Object.entries({ topic, person, place }).filter(([, found]) => found === null)
      .map(([kind]) => `${kind} “${slugs[kind]}”`);
    if (topic) next.where['topics'] = { some: { withinSlug: topic.slug } };
    if (person) next.where['people'] = { some: { slug: { eq: person.slug } } };
    if (place) next.where['places'] = { some: { withinSlug: place.slug } };
    const names = [topic, person, place].filter(Boolean).map(({ name }) => name);
    if (names.length) next.title = `${names.join(', ')}: the news, live`;
    document.title = next.title;
    showFilters({ topic, person, place });
    showQuery(next.where);
    empty.textContent = unknown.length ? `There is no ${unknown.join(' and no ')} here.`
      : `Nothing ${names.length ? `about ${names.join(' and ')} ` : ''}has been published yet. New articles will appear here.`;
    if (!unknown.length) return follow(next);
    showPage(null);
    void showArticle();
    say('waiting', 'Nothing to follow');
  } catch {
    if (view !== next) return;
    say('lost', 'Not connected; trying again');
    timer = setTimeout(begin, Math.random() * wait);
    wait = Math.min(wait * 2, 30_000);
  }
}

/** @param {Record<string, string>} slugs */
async function readChosen(slugs) {
  const by = { byTopic: 'topic' in slugs, byPerson: 'person' in slugs, byPlace: 'place' in slugs };
  return Object.values(by).some(Boolean) ? ask(documents.chosen, { ...slugs, ...by }) : {};
}

/** Opens the article of the URL, and closes every other. The article may be older than the shown list, or have another slug now. */
async function showArticle() {
  const slug = asked().get('article');
  const [of, shown] = [view, openItem()];
  notice.hidden = true;
  if (!slug) {
    if (shown) close(shown, true);
    return describe();
  }
  let item = [...items.values()].find(({ article }) => article.slug === slug);
  try {
    if (!item) {
      const { article } = await ask(documents.one, { slug });
      if (view !== of || asked().get('article') !== slug) return;
      item = article && (items.get(article.id) ?? pin(article));
      notice.textContent = `There is no public article with the address “${slug}”.`;
    }
  } catch {
    notice.textContent = 'The article cannot be loaded at the moment. Reload the page later.';
  }
  if (!item) {
    if (shown) close(shown);
    notice.hidden = false;
    return describe();
  }
  const isNew = !item.isOpen;
  open(item);
  describe();
  if (isNew && !history.state?.opened) item.element.scrollIntoView({ block: 'start' });
}

/** Sets the title and the canonical address of the page. */
function describe() {
  const item = openItem();
  const article = item?.isGone ? undefined : item?.article;
  document.title = article?.headline ?? view.title;
  const filter = filterOf();
  canonical.href = article ? article.canonicalUrl ?? permalinkOf(article.slug)
    : new URL(`${filter}` ? `?${filter}` : '.', document.baseURI).href;
  // An article keeps its former slugs. The URL gets the current one.
  const search = asked();
  if (!article || search.get('article') === article.slug) return;
  search.set('article', article.slug);
  history.replaceState(history.state, '', `?${search}`);
}

/** @param {URLSearchParams} search @param {boolean} [replace] */
function go(search, replace = false) {
  const address = `${search}` ? `?${search}` : location.pathname;
  if (new URL(address, location.href).href !== location.href) {
    const isArticle = search.has('article');
    if (replace) history.replaceState(isArticle ? history.state : null, '', address);
    else history.pushState(isArticle ? { opened: true } : null, '', address);
  }
  readAddress();
  updateLinks();
}

/** Closes the open article. The browser goes back if the article was opened from the list. */
function closeArticle() {
  if (!asked().has('article')) return;
  if (history.state?.opened) history.back();
  else go(filterOf(), true);
}

// 2. Follows the changes.

/** @type {Record<import('./newsapi.js').State, [state: string, words: string]>} */
const states = {
  connecting: ['waiting', 'Connecting …'],
  live: ['live', 'Live'],
  behind: ['waiting', 'Catching up …'],
  offline: ['lost', 'Not connected'],
};
/** The time at which the connection was lost. @type {number | null} */
let lostAt = null;

/** @param {typeof view} of */
function follow(of) {
  const status = (/** @type {import('./newsapi.js').State} */ state) => {
    if (view !== of) return;
    lostAt = state === 'offline' ? lostAt ?? Date.now() : null;
    const [name, words] = states[state];
    say(name, lostAt ? `${words} since ${clockOf(lostAt)}` : words);
  };
  unfollow = resuming(createEventSourceClient(graphql), async (_, signal) => {
    const { articles } = await ask(documents.page, { where: of.where }, signal);
    if (view === of) {
      showPage(articles);
      void showArticle();
    }
    return of.cursor = articles.wireCursor;
  }, { status }).subscribe({ query: documents.changes, variables: { where: of.where } }, {
    next(/** @type {any} */ { data }) {
      if (view !== of) return;
      const { cursor, kind, id, article } = data.articleChanges;
      of.cursor = cursor;
      if (kind === 'LEFT') remove(id);
      else take(article);
      if (openItem()?.article.id === id) describe();
    },
    error: () => say('lost', 'The service rejected the list'),
    complete() {},
  });
}

/** @param {string} state @param {string} words */
function say(state, words) {
  const text = find('span', connection);
  if (connection.dataset.state === state && text.textContent === words) return;
  connection.dataset.state = state;
  text.textContent = words;
}

// 3. Reacts to the reader.

beginFilters((kind, slug) => {
  const filter = filterOf();
  if (slug) filter.set(kind, slug);
  else filter.delete(kind);
  go(filter);
}, () => go(new URLSearchParams()));

find('main').addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('h3 a, .about a, .permalink'));
  if (target.closest('.close')) return closeArticle();
  if (target.closest('.copy')) return void copyLink(/** @type {HTMLElement} */ (target.closest('.copy')));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.ariaExpanded === 'true') return closeArticle();
  go(new URL(link.href).searchParams, asked().has('article') && !link.closest('.about'));
  if (!link.closest('.about')) return;
  scrollTo({ top: 0 });
  find('#headlines').focus({ preventScroll: true });
});

/** @param {HTMLElement} button */
async function copyLink(button) {
  const address = permalinkOf(openItem()?.article.slug ?? '');
  button.textContent = await navigator.clipboard.writeText(address).then(() => 'Copied', () => 'Not copied');
  setTimeout(() => { button.textContent = 'Copy link'; }, 3_000);
}

find('#fresh').addEventListener('click', showHeld);
older.addEventListener('click', async () => {
  const of = view;
  /** @type {import('./documents.js').Page | undefined} */
  let page;
  do {
    page = (await ask(documents.page, { where: of.where, after: nextPage() }).catch(() => null))?.articles;
    if (view !== of || !page) return;
    // Read the page again if it is older than an applied event. Otherwise an article that has left could appear again.
  } while (isNewer(of.cursor, page.wireCursor));
  const last = [...document.querySelectorAll('#days h3 a')].at(-1);
  addPage(page);
  if (older.hidden && last instanceof HTMLElement) last.focus();
});

addEventListener('popstate', () => { readAddress(); updateLinks(); });
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) closeArticle();
});
setInterval(tick, 15_000);
readAddress();
