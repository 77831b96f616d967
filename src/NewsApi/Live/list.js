// The list of the live page: the lead story, the days with their articles, and the new articles that wait for the reader.
import { copy, find } from './documents.js';
import { addressOf, Item } from './item.js';
import { nameOf, startOf } from './times.js';

/** @typedef {import('./documents.js').Article} Article @typedef {import('./documents.js').Page} Page */

const [days, lead, pinned] = [find('#days'), find('#lead'), find('#pinned')];
const [fresh, older, empty, news] = [find('#fresh'), find('#older'), find('#empty'), find('#news')];
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** The shown articles by id. @type {Map<string, Item>} */
export const items = new Map();
/**
 * New articles that the list does not show yet, by id. Showing an article would move the text that the reader reads.
 * @type {Map<string, Article>}
 */
const held = new Map();
/** The cursor of the next page; null if all articles are shown. */
let more = /** @type {string | null} */ (null);

export const nextPage = () => more;
export const openItem = () => [...items.values()].find((item) => item.isOpen);
const links = () => /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('main h3 a')]);
const listed = () => [...items.values()].filter((item) => !item.isPinned);

/** Returns true if a new headline would move what the reader sees: the page is scrolled, or an article is open. */
const isReading = () => scrollY > 100 || document.querySelector('.open') !== null;

/** Shows the first page in place of all shown articles. @param {Page | null} page */
export function showPage(page) {
  const isHeld = isReading() && items.size > 0;
  held.clear();
  const ids = new Set(page?.nodes.map(({ id }) => id));
  for (const [id, item] of items) {
    if (ids.has(id)) continue;
    // An open article stays. It reads itself again, and so detects that it is no longer public.
    if (item.isOpen) void item.read();
    else remove(id, true);
  }
  const newest = listed().map(({ article }) => article.publishedAt).sort().at(-1) ?? '';
  for (const article of isHeld ? page?.nodes ?? [] : []) {
    if (!items.has(article.id) && article.publishedAt > newest) held.set(article.id, article);
  }
  addPage(page ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  if (!isHeld) chooseLead();
  tidy();
}

/** Adds the articles of a page to the list. @param {Pick<Page, 'nodes' | 'pageInfo'>} page */
export function addPage({ nodes, pageInfo }) {
  more = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  for (const article of nodes) if (!held.has(article.id)) put(article);
  tidy();
}

/** Applies a change: shows a new or changed article, or keeps it for {@link showHeld}. @param {Article} article */
export function take(article) {
  const item = items.get(article.id);
  if (item && !item.isGone) {
    item.show(article);
    item.mark('Changed');
    if (!isReading()) place(item);
  } else if (isBeforeNextPage(article)) {
    if (isReading() || held.size) held.set(article.id, article);
    else put(article).mark('New');
    announce(article.id);
  }
  if (!isReading()) chooseLead();
  tidy();
}

/** An article that is older than the last shown article belongs to a page that is not loaded yet. @param {Article} article */
function isBeforeNextPage({ publishedAt }) {
  return !more || listed().some((item) => item.article.publishedAt <= publishedAt);
}

/** Shows the articles that waited, and moves the focus to the newest of them. */
export function showHeld() {
  const shown = [...held.values()].filter(isBeforeNextPage).map((article) => put(article));
  held.clear();
  for (const item of shown) item.mark('New');
  for (const item of items.values()) if (item.isMoved && !item.isPinned) place(item);
  if (!openItem()) chooseLead();
  tidy();
  const first = links().find((link) => shown.some((item) => item.link === link)) ?? find('#headlines');
  first.focus({ preventScroll: true });
  if (!openItem()) scrollTo({ top: 0 });
  first.scrollIntoView({ block: 'nearest' });
}

/** @param {Article} article */
function put(article) {
  let item = items.get(article.id);
  if (item?.isGone) item.element.remove();
  if (item && !item.isGone) item.show(article);
  else item = new Item(article);
  items.set(article.id, item);
  if (item.isMoved && !item.isPinned) place(item);
  return item;
}

/** Shows an article above the list, for an article that the list does not reach. @param {Article} article */
export function pin(article) {
  const item = new Item(article);
  items.set(article.id, item);
  item.isPinned = true;
  find('ol', pinned).append(item.element);
  tidy();
  return item;
}

/**
 * Inserts an item into its day, the newest first. An item at the right position is not moved, because a move would lose the focus.
 * @param {Item} item
 */
function place(item) {
  item.isMoved = false;
  if (lead.contains(item.element)) return;
  const { publishedAt } = item.article;
  const date = `${startOf(publishedAt)}`;
  const sections = /** @type {HTMLElement[]} */ ([...days.children]);
  let section = sections.find((one) => Number(one.dataset.date) <= Number(date));
  if (section?.dataset.date !== date) {
    const made = copy('day');
    made.dataset.date = date;
    days.insertBefore(made, section ?? null);
    section = made;
  }
  const list = find('ol', section);
  const next = /** @type {HTMLElement[]} */ ([...list.children]).find((other) => other !== item.element
    && (items.get(other.dataset.id ?? '')?.article.publishedAt ?? '') < publishedAt);
  const isThere = item.element.parentElement === list && item.element.nextElementSibling === (next ?? null);
  if (!isThere) list.insertBefore(item.element, next ?? null);
  item.tick();
}

/**
 * Moves the lead story above the list: the most urgent article of the two days before the newest article. A picture counts as two levels
 * of urgency. Of equal articles, the lead story is one with a picture, and then the newest. An article without a picture and without a
 * special urgency does not lead, because otherwise each new article would replace the lead story. A short list has no lead story.
 */
function chooseLead() {
  const all = listed();
  const [former] = all.filter((item) => lead.contains(item.element));
  const newest = Math.max(...all.map(({ article }) => Date.parse(article.publishedAt)));
  const rank = (/** @type {Article} */ { urgency, images: [picture], publishedAt }) =>
    [(urgency ?? 5) - (picture ? 2 : 0), picture ? 0 : 1, -Date.parse(publishedAt)];
  const [chosen] = all.length < 6 ? [] : all
    .filter(({ article: { urgency, images } }) => (urgency ?? 5) < 5 || images.length)
    .filter(({ article }) => newest - Date.parse(article.publishedAt) < 2 * 86_400_000)
    .sort((a, b) => compare(rank(a.article), rank(b.article)));
  if (chosen === former || [former, chosen].some((item) => item?.isOpen || item?.hasFocus)) return;
  find('ol', lead).replaceChildren(...chosen ? [chosen.element] : []);
  chosen?.tick();
  if (former) place(former);
  tidy();
}

/** @param {number[]} a @param {number[]} b */
function compare(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : /** @type {number} */ (a[at]) - /** @type {number} */ (b[at]);
}

/** @param {string} id */
export function remove(id, atOnce = calm.matches) {
  held.delete(id);
  const item = items.get(id);
  if (heard.last === id) news.textContent = '';
  if (!item) return tidy();
  if (item.isOpen) return item.end();
  items.delete(id);
  if (item.hasFocus) {
    focusAfter(item);
    news.textContent = 'The article that you selected is no longer published.';
  }
  const gone = () => {
    item.element.remove();
    if (!isReading()) chooseLead();
    tidy();
  };
  if (atOnce) gone();
  else item.element.animate({ opacity: [1, 0] }, 300).finished.then(gone, gone);
}

/** Moves the focus to the headline after an item. @param {Item} item */
function focusAfter(item) {
  const all = links();
  (all.find((link) => item.element.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING && !item.element.contains(link))
    ?? find('#headlines')).focus();
}

/** Opens an article, and closes the article that was open. @param {Item} item */
export function open(item) {
  if (item.isOpen) return;
  const top = item.link.getBoundingClientRect().top;
  const former = openItem();
  if (former) close(former);
  item.open(true);
  // The headline stays where it was, because the reader has just pressed it.
  scrollBy({ top: item.link.getBoundingClientRect().top - top, behavior: 'instant' });
  tidy();
}

/** Closes an article. @param {Item} item @param {boolean} [focus] True if its headline gets the focus. */
export function close(item, focus = false) {
  const { isGone } = item;
  if (focus && isGone) focusAfter(item);
  if (isGone) item.element.remove();
  else item.open(false);
  if (isGone || (item.isPinned && !isBeforeNextPage(item.article))) {
    items.delete(item.article.id);
    item.element.remove();
    if (focus && !isGone) links()[0]?.focus();
  } else if (item.isPinned || item.isMoved) {
    item.isPinned = false;
    place(item);
  }
  if (focus && item.element.isConnected) item.link.focus();
  tidy();
}

/** Updates what depends on the clock, and on what is shown. */
export function tidy() {
  for (const section of /** @type {HTMLElement[]} */ ([...days.children])) {
    find('h2', section).textContent = nameOf(Number(section.dataset.date));
    if (!section.querySelector('li')) section.remove();
  }
  for (const section of [lead, pinned]) section.hidden = !section.querySelector('li');
  empty.hidden = document.querySelector('main li') !== null;
  older.hidden = !more;
  fresh.hidden = !held.size;
  fresh.textContent = `${held.size} new headline${held.size === 1 ? '' : 's'}`;
}

/** Updates all times; called again and again. */
export function tick() {
  for (const item of items.values()) if (!item.isGone) item.tick();
  tidy();
}

/** Updates the links of the headlines after a change of the filter. */
export function updateLinks() {
  for (const item of items.values()) if (!item.isGone) item.link.href = addressOf(item.article.slug);
}

let unread = 0;
/** Announces new headlines together, every five seconds at most, so that a screen reader does not interrupt for each headline. */
const heard = { ids: /** @type {Set<string>} */ (new Set()), timer: 0, last: /** @type {string | undefined} */ (undefined) };

/** @param {string} id */
function announce(id) {
  if (document.hidden) document.title = document.title.replace(/^(\(\d+\) )?/, `(${++unread}) `);
  heard.ids.add(id);
  heard.timer ||= setTimeout(() => {
    const still = [...heard.ids].flatMap((one) => items.get(one)?.article ?? held.get(one) ?? []);
    const latest = still.at(-1);
    Object.assign(heard, { ids: new Set(), timer: 0, last: latest?.id });
    const words = still.length > 1 ? `${still.length} new headlines. The latest: ` : 'New: ';
    news.textContent = latest ? words + latest.headline : '';
  }, 5_000);
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  document.title = document.title.replace(/^\(\d+\) /, '');
  unread = 0;
  tick();
});
