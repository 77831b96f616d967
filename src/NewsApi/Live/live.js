// The live page: 1. reads the filter from the URL, 2. shows a page of articles, 3. follows the changes after that page. All content is
// inserted as text, never as markup.
import { createEventSourceClient, isNewer, resuming } from './newsapi.js';

const graphql = new URL('../graphql', document.baseURI);
const kinds = { topic: 'topics', person: 'people', place: 'places' };
const shown = `fragment Shown on Article {
  id headline summary section publishedAt language topics { slug name } people { slug name } places { slug name }
}`;
const documents = {
  chosen: `query Chosen($topic: String, $person: String, $place: String, $byTopic: Boolean!, $byPerson: Boolean!, $byPlace: Boolean!) {
    topic(slug: $topic) @include(if: $byTopic) { id name }
    person(slug: $person) @include(if: $byPerson) { id name }
    place(slug: $place) @include(if: $byPlace) { id name }
  }`,
  page: `query Headlines($where: ArticleFilterInput, $after: String) {
    articles(first: 30, after: $after, where: $where, order: [{ publishedAt: DESC }]) {
      nodes { ...Shown } pageInfo { hasNextPage endCursor } wireCursor
    }
  } ${shown}`,
  changes: `subscription Changes($where: ArticleFilterInput, $after: String) {
    articleChanges(where: $where, after: $after) { cursor kind id article { ...Shown } }
  } ${shown}`,
  text: 'query Text($id: ID!) { article(id: $id) { byline dateline body(format: TEXT) corrections { correctedAt note } } }',
  names: (list) => `query Names { ${list}(first: 20, order: [{ name: ASC }]) { nodes { slug name } } }`,
  suggest: `query Suggest($part: String!, $kinds: [SuggestionKind!]) { suggest(text: $part, kinds: $kinds, first: 20) { text entity { slug name } } }`,
};

const [form, days, older, empty, news, connection] =
  ['filters', 'days', 'older', 'empty', 'news', 'connection'].map((id) => document.getElementById(id));
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const format = (options) => new Intl.DateTimeFormat('en-GB', options).format;
const [clock, day, dayAndClock] = [
  format({ timeStyle: 'short' }), format({ weekday: 'long', day: 'numeric', month: 'long' }), format({ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })];

/** The shown list items by the id of the article. Each item has its article in the property `article`. */
const items = new Map();
/** The list that is followed. A new filter makes a new object, so a late response can detect that its list is no longer shown. */
let view = { where: {}, cursor: null, more: null };
let [unfollow, timer, wait, unread] = [() => {}, 0, 1_000, 0];

async function ask(query, variables, signal) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const { data, errors } = await (await fetch(graphql, { method: 'POST', headers, body: JSON.stringify({ query, variables }), signal })).json();
  if (!data) throw new Error(errors[0].message);
  return data;
}

// 1. Reads the filter from the URL.

async function begin() {
  const next = view = { where: {}, cursor: null, more: null };
  clearTimeout(timer);
  unfollow();
  try {
    const slugs = Object.fromEntries([...new URLSearchParams(location.search)].filter(([kind, slug]) => kind in kinds && slug));
    const { topic, person, place } = await chosen(slugs);
    const unknown = Object.entries({ topic, person, place }).filter(([, found]) => found === null).map(([kind]) => `${kind} “${slugs[kind]}”`);
    if (topic) next.where.topics = { some: { within: topic.id } };
    if (person) next.where.people = { some: { id: { eq: person.id } } };
    if (place) next.where.places = { some: { within: place.id } };
    if (view !== next) return;
    const names = [topic, person, place].filter(Boolean).map(({ name }) => name);
    showFilters({ topic, person, place }, names);
    empty.textContent = unknown.length ? `There is no ${unknown.join(' and no ')} here.`
      : `Nothing ${names.length ? `about ${names.join(' and ')} ` : ''}has been published yet. New articles will appear here.`;
    wait = 1_000;
    if (!unknown.length) return follow(next);
    showPage(null);
    say('waiting', 'Nothing to follow');
  } catch {
    if (view !== next) return;
    say('lost', 'Not connected; trying again');
    timer = setTimeout(begin, Math.random() * wait);
    wait = Math.min(wait * 2, 30_000);
  }
}

async function chosen(slugs) {
  const by = { byTopic: 'topic' in slugs, byPerson: 'person' in slugs, byPlace: 'place' in slugs };
  return Object.values(by).some(Boolean) ? ask(documents.chosen, { ...slugs, ...by }) : {};
}

// 2. Shows the articles.

function showPage(page) {
  const ids = new Set(page?.nodes.map(({ id }) => id));
  for (const id of items.keys()) if (!ids.has(id)) remove(id, true);
  page?.nodes.forEach((article) => put(article));
  view.more = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  tidy();
}

function put(article, mark = '') {
  const known = items.get(article.id);
  const item = known ?? copy('article');
  const [time, headline, summary, about] = ['time', 'h3 button', '.summary', '.about'].map((part) => item.querySelector(part));
  const moved = item.article?.publishedAt !== article.publishedAt;
  item.article = article;
  item.lang = article.language === 'und' ? '' : article.language;
  time.dateTime = article.publishedAt;
  time.textContent = clock(new Date(article.publishedAt));
  headline.textContent = article.headline;
  summary.textContent = article.summary ?? '';
  about.replaceChildren(...Object.entries(kinds).flatMap(([kind, list]) => article[list].map(({ slug, name }) =>
    Object.assign(document.createElement('a'), { href: `?${new URLSearchParams({ [kind]: slug })}`, textContent: name, className: kind }))));
  if (mark) point(item, mark);
  if (!known) {
    items.set(article.id, item);
    headline.addEventListener('click', () => toggle(item));
  } else if (mark && item.classList.contains('open')) {
    read(item);
  }
  if (moved) place(item);
}

/** Inserts an item into its day, the newest first. An item at the right position is not moved, because a move would lose the focus. */
function place(item) {
  const { publishedAt } = item.article;
  let section = [...days.children].find((s) => s.date <= startOf(publishedAt));
  if (section?.date !== startOf(publishedAt)) {
    const made = Object.assign(copy('day'), { date: startOf(publishedAt) });
    days.insertBefore(made, section ?? null);
    section = made;
  }
  const list = section.querySelector('ol');
  list.insertBefore(item, [...list.children].find((other) => other !== item && other.article.publishedAt < publishedAt) ?? null);
}

const startOf = (moment) => new Date(moment).setHours(0, 0, 0, 0);

function remove(id, atOnce = calm.matches) {
  const item = items.get(id);
  if (!item) return;
  items.delete(id);
  if (heard.said === id) news.textContent = '';
  if (item.contains(document.activeElement)) {
    const buttons = [...days.querySelectorAll('h3 button')];
    (buttons[buttons.indexOf(item.querySelector('h3 button')) + 1] ?? document.getElementById('headlines')).focus();
    news.textContent = 'The article that you selected is no longer published.';
  }
  const gone = () => { item.remove(); tidy(); };
  if (atOnce) gone();
  else item.animate({ opacity: [1, 0] }, 300).finished.then(gone);
}

/** Removes marks after a minute, updates the names of the days after midnight, and removes days without headlines. */
function tidy() {
  for (const item of items.values()) if (item.markedAt < Date.now() - 60_000) point(item, '');
  for (const section of [...days.children]) {
    const ago = Math.round((startOf(Date.now()) - section.date) / 86_400_000);
    section.querySelector('h2').textContent = ['Today', 'Yesterday'][ago] ?? day(section.date);
    if (!section.querySelector('li')) section.remove();
  }
  empty.hidden = items.size > 0;
  older.hidden = !view.more;
}

function point(item, mark) {
  item.querySelector('.mark').textContent = mark;
  item.markedAt = mark ? Date.now() : Infinity;
  item.classList.remove('fresh');
  if (mark) requestAnimationFrame(() => item.classList.add('fresh'));
}

function toggle(item) {
  const open = item.classList.toggle('open');
  item.querySelector('h3 button').setAttribute('aria-expanded', open);
  item.querySelector('.text').hidden = !open;
  if (open) read(item);
}

async function read(item) {
  const text = item.querySelector('.text');
  const say = (className, words) => Object.assign(document.createElement('p'), { className, textContent: words });
  try {
    const { article } = await ask(documents.text, { id: item.article.id });
    const { byline, dateline, body, corrections } = article ?? { corrections: [] };
    text.replaceChildren(
      ...[[byline, dateline].filter(Boolean).join(', ')].filter(Boolean).map((words) => say('byline', words)),
      ...corrections.map(({ correctedAt, note }) => say('correction', `Corrected ${dayAndClock(new Date(correctedAt))}: ${note}`)),
      ...(body ?? 'This article has no further text.').split(/\n\s*\n/).map((words) => say('', words)));
  } catch {
    text.replaceChildren(say('', 'The text cannot be loaded at the moment. Close the article, and open it again later.'));
  }
}

// 3. Follows the changes.

const states = {
  connecting: ['waiting', 'Connecting …'], live: ['live', 'Live'], behind: ['waiting', 'Catching up …'], offline: ['lost', 'Not connected; trying again'],
};

function follow(of) {
  const readPage = async (_, signal) => {
    const { articles } = await ask(documents.page, { where: of.where }, signal);
    if (view === of) showPage(articles);
    return of.cursor = articles.wireCursor;
  };
  const status = (state) => view === of && say(...states[state]);
  unfollow = resuming(createEventSourceClient(graphql), readPage, { status })
    .subscribe({ query: documents.changes, variables: { where: of.where } }, {
      next: ({ data }) => view === of && take(of, data.articleChanges),
      error: () => say('lost', 'The service rejected the list'),
      complete() {},
    });
}

function take(of, { cursor, kind, id, article }) {
  of.cursor = cursor;
  if (kind === 'LEFT') return remove(id);
  const isNew = !items.has(id);
  // An article that is older than the last shown article belongs to a page that is not loaded yet.
  const last = [...items.values()].reduce((oldest, item) => (item.article.publishedAt < oldest ? item.article.publishedAt : oldest), '9');
  if (isNew && of.more && article.publishedAt < last) return;
  put(article, isNew ? 'New' : 'Changed');
  tidy();
  if (isNew) announce(id);
}

/** Announces new headlines together, every five seconds at most, so that a screen reader does not interrupt for each headline. */
const heard = { ids: new Set(), timer: 0, said: null };
function announce(id) {
  if (document.hidden) document.title = document.title.replace(/^(\(\d+\) )?/, `(${++unread}) `);
  heard.ids.add(id);
  heard.timer ||= setTimeout(() => {
    const still = [...heard.ids].filter((one) => items.has(one));
    Object.assign(heard, { ids: new Set(), timer: 0, said: still.at(-1) });
    const latest = items.get(heard.said)?.article.headline;
    news.textContent = still.length > 1 ? `${still.length} new headlines. The latest: ${latest}` : latest ? `New: ${latest}` : '';
  }, 5_000);
}

function say(state, words) {
  if (connection.dataset.state === state && connection.textContent === words) return;
  connection.dataset.state = state;
  connection.firstElementChild.textContent = words;
}

// The filters: the reader chooses names, and the URL gets their slugs.

const slugs = { topic: new Map(), person: new Map(), place: new Map() };

function showFilters(found, names) {
  for (const kind in kinds) form[kind].value = found[kind]?.name ?? '';
  form.querySelector('button').hidden = !location.search;
  document.title = names.length ? `${names.join(', ')}: the news, live` : 'The news, live';
}

async function suggest(kind, part) {
  const found = part.trim()
    ? (await ask(documents.suggest, { part, kinds: [kind.toUpperCase()] })).suggest
    : (await ask(documents.names(kinds[kind])))[kinds[kind]].nodes.map((entity) => ({ text: entity.name, entity }));
  // A name goes before an equal other name.
  for (const { text, entity } of found.toReversed()) slugs[kind].set(text.toLowerCase(), entity.slug);
  for (const { entity } of found.toReversed()) slugs[kind].set(entity.name.toLowerCase(), entity.slug);
  document.getElementById(kinds[kind]).replaceChildren(
    ...found.map(({ text, entity }) => Object.assign(document.createElement('option'), { value: entity.name, label: text })));
}

async function choose(input) {
  const name = input.value.trim().toLowerCase();
  if (name && !slugs[input.name].has(name)) await suggest(input.name, name).catch(() => {});
  const slug = slugs[input.name].get(name) ?? '';
  input.setCustomValidity(name && !slug ? 'No name matches. Choose a name from the list.' : '');
  if (!input.reportValidity()) return;
  const asked = new URLSearchParams(location.search);
  if (slug) asked.set(input.name, slug);
  else asked.delete(input.name);
  go(asked);
}

function go(asked) {
  const address = `${asked}` ? `?${asked}` : location.pathname;
  if (new URL(address, location.href).href === location.href) return;
  history.pushState(null, '', address);
  wait = 1_000;
  begin();
}

for (const kind in kinds) {
  let pause = 0;
  form[kind].addEventListener('focus', () => suggest(kind, form[kind].value).catch(() => {}));
  form[kind].addEventListener('change', () => choose(form[kind]));
  form[kind].addEventListener('input', ({ inputType, target }) => {
    target.setCustomValidity('');
    clearTimeout(pause);
    // A name that was chosen from the list applies at once, and so does an empty field. Typed text only updates the suggestions.
    if (!target.value || !inputType || inputType === 'insertReplacementText') choose(target);
    else pause = setTimeout(() => suggest(kind, target.value).catch(() => {}), 200);
  });
}
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => go(new URLSearchParams()));
days.addEventListener('click', (event) => {
  const link = event.target.closest('.about a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(new URL(link.href).searchParams);
  scrollTo({ top: 0 });
  document.getElementById('headlines').focus({ preventScroll: true });
});
older.addEventListener('click', async () => {
  const of = view;
  let page;
  do {
    page = (await ask(documents.page, { where: of.where, after: of.more }).catch(() => null))?.articles;
    if (view !== of || !page) return;
    // Read the page again if it is older than an applied event. Otherwise an article that has left could appear again.
  } while (isNewer(of.cursor, page.wireCursor));
  const last = [...days.querySelectorAll('h3 button')].at(-1);
  of.more = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  page.nodes.forEach((article) => put(article));
  tidy();
  if (older.hidden) last?.focus();
});

addEventListener('popstate', begin);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  document.title = document.title.replace(/^\(\d+\) /, '');
  unread = 0;
});
setInterval(tidy, 30_000);
begin();

function copy(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}
