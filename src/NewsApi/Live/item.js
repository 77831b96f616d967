// One article of the live page: its headline and picture in the list, and its text when it is open.
import { bodyOf } from './body.js';
import { ask, copy, documents, find, kinds, lists, make } from './documents.js';
import { ago, full, locale } from './times.js';

/** @typedef {import('./documents.js').Article} Article */

/** Returns the address of an article in the list with the current filter. @param {string} slug */
export function addressOf(slug) {
  const asked = new URLSearchParams(location.search);
  asked.set('article', slug);
  return `?${asked}`;
}

/** Returns the address of an article without a filter: the one to share and to cite. @param {string} slug */
export const permalinkOf = (slug) => new URL(`?${new URLSearchParams({ article: slug })}`, document.baseURI.split('?')[0]).href;

/** @param {{ correctedAt: string, note: string }} correction */
const correctionOf = ({ correctedAt, note }) => make('p', { className: 'correction' },
  make('strong', {}, 'Corrected '), make('time', { dateTime: correctedAt, lang: locale }, full(new Date(correctedAt))), `: ${note}`);

export class Item {
  element = copy('article');
  isOpen = false;
  /** True if the article is shown above the list, because the list does not reach back to it. */
  isPinned = false;
  /** True if the article was open when it stopped being public: a note is in its place. */
  isGone = false;
  /** True if the position of the item must be computed again, because the time of publication has changed. */
  isMoved = true;
  /** The time at which the mark was set, in milliseconds. */
  markedAt = Infinity;

  /** @param {Article} article */
  constructor(article) {
    this.article = article;
    this.element.dataset.id = article.id;
    this.link.setAttribute('aria-controls', this.part('.text').id = `text-${article.id}`);
    this.part('img').addEventListener('error', () => { this.part('figure').hidden = true; });
    if (!navigator.clipboard) this.part('.copy').remove();
    this.show(article);
  }

  get link() { return /** @type {HTMLAnchorElement} */ (this.part('h3 a')); }

  get hasFocus() { return this.element.contains(document.activeElement); }

  /** @param {string} selector */
  part(selector) { return find(selector, this.element); }

  /** Shows a version of the article. @param {Article} article */
  show(article) {
    this.isMoved ||= this.article.publishedAt !== article.publishedAt;
    this.article = article;
    const { slug, kicker, headline, summary, section, urgency, language } = article;
    for (const selector of ['.kicker', 'h3', '.summary', '.text', 'figure']) this.part(selector).lang = language === 'und' ? '' : language;
    this.part('.urgent').hidden = (urgency ?? 9) > 2;
    this.part('.section').textContent = section;
    this.part('.kicker').textContent = kicker;
    this.link.textContent = headline;
    this.link.href = addressOf(slug);
    this.part('.summary').textContent = summary;
    this.part('.about').replaceChildren(...kinds.flatMap((kind) => article[lists[kind]].filter(({ name }) => name !== section)
      .map(({ slug: of, name }) => make('a', { href: `?${new URLSearchParams({ [kind]: of })}`, textContent: name, className: kind }))));
    /** @type {HTMLAnchorElement} */ (this.part('.permalink')).href = permalinkOf(slug);
    const time = /** @type {HTMLTimeElement} */ (this.part('time'));
    Object.assign(time, { dateTime: article.publishedAt, title: full(new Date(article.publishedAt)), lang: locale });
    this.showPicture(article.images[0]);
    this.tick();
    if (this.isOpen) void this.read();
  }

  /** @param {import('./documents.js').Picture | undefined} picture */
  showPicture(picture) {
    const figure = this.part('figure');
    figure.hidden = !picture;
    if (!picture) return;
    const image = /** @type {HTMLImageElement} */ (this.part('img'));
    const { small, large, altText, width, height, focalPoint, caption, credit } = picture;
    image.alt = altText ?? '';
    if (width && height) Object.assign(image, { width, height });
    image.style.objectPosition = focalPoint ? `${focalPoint.x * 100}% ${focalPoint.y * 100}%` : '';
    const sources = `${small} 400w, ${large} 800w`;
    if (image.srcset !== sources) Object.assign(image, { srcset: sources, src: large });
    this.part('figcaption').textContent = [caption, credit].filter(Boolean).join(' ');
  }

  /** Shows how long ago the article was published. */
  tick() {
    this.part('time').textContent = ago(this.article.publishedAt, !this.element.closest('#days'));
    if (this.markedAt < Date.now() - 60_000) this.mark('');
  }

  /** @param {'' | 'New' | 'Changed'} mark */
  mark(mark) {
    this.part('.mark').textContent = mark;
    this.markedAt = mark ? Date.now() : Infinity;
    this.element.classList.remove('fresh');
    if (mark) requestAnimationFrame(() => this.element.classList.add('fresh'));
  }

  /** Opens or closes the text of the article. @param {boolean} open */
  open(open) {
    this.isOpen = open;
    this.element.classList.toggle('open', open);
    this.link.setAttribute('aria-expanded', `${open}`);
    for (const part of ['.text', '.tools', 'figcaption']) this.part(part).hidden = !open;
    if (open) void this.read();
  }

  /** Reads the text of the article. */
  async read() {
    const { id, publishedAt, urgency } = this.article;
    const text = this.part('.text');
    try {
      const { article } = await ask(documents.text, { id });
      if (this.isGone) return;
      if (!article) return this.end();
      const { byline, dateline, source, genre, readingTime, body, corrections } = article;
      const minutes = readingTime && `${readingTime} min to read`;
      const facts = [genre, source, minutes, urgency && `Urgency ${urgency} of 9`].filter(Boolean);
      const name = [byline, dateline].filter(Boolean).join(', ');
      text.replaceChildren(
        ...name ? [make('p', { className: 'byline' }, name)] : [],
        ...corrections.map(correctionOf),
        ...(body ? bodyOf(body) : [make('p', {}, 'This article has no further text.')]),
        make('p', { className: 'facts', lang: 'en' },
          make('span', { lang: locale }, full(new Date(publishedAt))), ...facts.map((fact) => ` · ${fact}`)));
    } catch {
      if (this.isGone) return;
      text.replaceChildren(make('p', {}, 'The text cannot be loaded at the moment. Close the article, and open it again later.'));
    }
  }

  /** Replaces an open article by a note, so that the reader learns why the text is gone. */
  end() {
    if (this.isGone) return;
    this.isGone = true;
    const had = this.hasFocus;
    const note = make('p', { className: 'gone', tabIndex: -1 }, 'This article is no longer published. Press Esc to remove this note.');
    this.part('article').replaceChildren(note);
    if (had) note.focus();
  }
}
