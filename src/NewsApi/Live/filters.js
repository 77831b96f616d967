// The filters of the live page. The reader types a part of a name, and the page offers names. Enter takes the selected name: the first
// one, or another that the arrow keys reached.
import { ask, documents, find, kinds, lists, make } from './documents.js';

/** @typedef {import('./documents.js').Named} Named @typedef {import('./documents.js').Kind} Kind */

const form = /** @type {HTMLFormElement} */ (find('#filters'));
const hint = find('#hint');

class Filter {
  /** The offered names. `text` is the matching name: the name, or another name of the same entity. @type {(Named & { text: string })[]} */
  offers = [];
  selected = -1;
  /** The name of the current filter. */
  name = '';
  timer = 0;
  /** Counts the requests for names, so that a late response is dropped. */
  request = 0;

  /**
   * @param {Kind} kind
   * @param {(kind: Kind, slug: string) => void} take Called with the slug of a chosen name; empty if the filter is removed.
   */
  constructor(kind, take) {
    this.kind = kind;
    this.take = take;
    this.input = /** @type {HTMLInputElement} */ (form.elements.namedItem(kind));
    this.list = find(`#${lists[kind]}`);
    this.input.addEventListener('focus', () => { this.input.select(); void this.offer(); });
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.offer(), 150);
    });
    this.input.addEventListener('keydown', (event) => this.press(event));
    this.input.addEventListener('blur', () => void this.leave());
    this.list.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      const at = [...this.list.children].indexOf(/** @type {Element} */ (event.target));
      if (at >= 0) this.choose(this.offers[at]);
    });
  }

  get text() { return this.input.value.trim(); }

  /** Reads the names that have a word which begins with the typed text. Returns false if a later request has begun. */
  async read() {
    clearTimeout(this.timer);
    const request = ++this.request;
    const part = this.text === this.name ? '' : this.text;
    const found = part ? (await ask(documents.suggest, { text: part, kinds: [this.kind.toUpperCase()] })).suggest
      : (await ask(documents.names(lists[this.kind]), {}))[lists[this.kind]].nodes
        .map((/** @type {Named} */ entity) => ({ text: entity.name, entity }));
    if (request !== this.request) return false;
    const reached = this.selected > 0 ? this.offers[this.selected]?.slug : undefined;
    this.offers = found.map((/** @type {{ text: string, entity: Named }} */ { text, entity }) => ({ ...entity, text }));
    // A name that the arrow keys have reached stays selected while later names arrive.
    this.selected = Math.max(part ? 0 : -1, this.offers.findIndex(({ slug }) => slug === reached));
    return true;
  }

  async offer() {
    try {
      if (await this.read() && document.activeElement === this.input) this.show(true);
    } catch {
      this.show(false);
    }
  }

  /** @param {boolean} open */
  show(open) {
    const isShown = open && this.offers.length > 0;
    this.list.replaceChildren(...isShown ? this.offers.map(({ name, text }, at) =>
      make('li', { role: 'option', id: `${this.kind}-${at}`, ariaSelected: `${at === this.selected}` },
        name === text ? name : `${name} (${text})`)) : []);
    this.list.hidden = !isShown;
    this.input.ariaExpanded = `${isShown}`;
    const current = isShown ? this.list.children[this.selected] : undefined;
    if (current) this.input.setAttribute('aria-activedescendant', current.id);
    else this.input.removeAttribute('aria-activedescendant');
    current?.scrollIntoView({ block: 'nearest' });
    say(open && !isShown && this.text ? `No ${this.kind} has a name with “${this.text}”.` : '');
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) return void this.offer();
      this.selected = (Math.max(this.selected, step < 0 ? 0 : -1) + step + this.offers.length) % this.offers.length;
      this.show(true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void this.enter();
    } else if (event.key === 'Escape' && (!this.list.hidden || this.text !== this.name)) {
      // Without this, Esc would also close the open article.
      event.stopPropagation();
      event.preventDefault();
      this.reset(this.name);
    }
  }

  async enter() {
    if (!this.text) return this.choose(undefined);
    if (!this.list.hidden && this.selected > 0) return this.choose(this.offers[this.selected]);
    if (this.text === this.name && this.selected < 0) return this.show(false);
    try {
      // The shown names may belong to an earlier text, so the names are read again.
      if (!await this.read()) return;
      if (this.offers[0]) this.choose(this.offers[0]);
      else this.show(true);
    } catch {
      say('The names cannot be loaded at the moment. Try again later.');
    }
  }

  /** Takes the typed text if it is a whole name. Otherwise the field shows the current filter again. */
  async leave() {
    const text = this.text.toLowerCase();
    this.show(false);
    if (text === this.name.toLowerCase()) return;
    if (!text) return this.choose(undefined);
    try {
      if (!await this.read()) return;
      const found = this.offers.find(({ name, text: other }) => [name, other].some((one) => one.toLowerCase() === text));
      if (found) this.choose(found);
      else if (document.activeElement !== this.input) this.reset(this.name);
    } catch {
      this.reset(this.name);
    }
  }

  /** @param {Named | undefined} named */
  choose(named) {
    this.reset(named?.name ?? '');
    this.take(this.kind, named?.slug ?? '');
  }

  /** @param {string} name */
  reset(name) {
    clearTimeout(this.timer);
    this.request++;
    this.name = this.input.value = name;
    this.selected = -1;
    this.show(false);
  }
}

/** @type {Filter[]} */
let filters = [];

/** @param {(kind: Kind, slug: string) => void} take @param {() => void} clear */
export function beginFilters(take, clear) {
  filters = kinds.map((kind) => new Filter(kind, take));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => { event.preventDefault(); clear(); });
}

/** Shows the names of the current filter. @param {Partial<Record<Kind, { name: string } | null>>} found */
export function showFilters(found) {
  for (const filter of filters) {
    const name = found[filter.kind]?.name ?? '';
    // The reader may already select or type text in a field when the names arrive.
    const isUsed = document.activeElement === filter.input && (filter.text !== filter.name || filter.name === name);
    if (isUsed) filter.name = name;
    else filter.reset(name);
  }
  find('button', form).hidden = !Object.values(found).some(Boolean);
}

/** @param {string} words */
function say(words) {
  if (hint.textContent !== words) hint.textContent = words;
}
