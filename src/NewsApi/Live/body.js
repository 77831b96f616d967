// The text of an article: HTML from the service into elements of the page. The service has sanitised the HTML. The page checks the HTML
// again: it copies only the elements and attributes below, so that a mistake of the sanitiser cannot change the page.
import { make } from './documents.js';

/** The elements that are copied, with the name of the copy. Headings are moved below the headline, which is an `h3`. */
const copied = new Map([
  ...['p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'hr', 'figure', 'figcaption', 'table', 'caption', 'thead', 'tbody',
    'tfoot', 'tr', 'th', 'td', 'em', 'strong', 'cite', 'code', 'sub', 'sup', 's', 'del', 'ins', 'mark', 'small', 'u', 'abbr', 'time', 'br']
    .map((name) => /** @type {[string, string]} */ ([name, name])),
  ['h2', 'h4'], ['h3', 'h5'], ['h4', 'h6'],
]);
const attributes = ['title', 'colspan', 'rowspan', 'scope', 'start', 'reversed', 'datetime', 'lang', 'dir'];
/** The elements that are left out with their content. For every other unknown element, only the content is copied. */
const skipped = new Set(['script', 'style', 'template', 'noscript', 'object', 'embed', 'svg', 'math', 'textarea', 'select', 'title']);

/** @param {string} html */
export function bodyOf(html) {
  // A document of DOMParser runs no script and loads no picture.
  return contentOf(new DOMParser().parseFromString(html, 'text/html').body);
}

/** @param {Element} of @returns {(Node | string)[]} */
function contentOf(of) {
  return [...of.childNodes].flatMap((node) => {
    if (node instanceof Text) return [node.data];
    return node instanceof Element ? copyOf(node) : [];
  });
}

/** @param {Element} source @returns {(Node | string)[]} */
function copyOf(source) {
  const name = source.localName;
  if (skipped.has(name)) return [];
  if (name === 'a') return linkTo(source.getAttribute('href'), contentOf(source));
  if (name === 'iframe') {
    const address = addressOf(source.getAttribute('src'));
    return address ? linkTo(address.href, [`Open the embedded page of ${address.host}`]) : [];
  }
  if (name === 'img') {
    const address = addressOf(source.getAttribute('src'));
    const alt = source.getAttribute('alt') ?? '';
    return address ? [make('img', { src: address.href, alt, loading: 'lazy', referrerPolicy: 'no-referrer' })] : [];
  }
  const as = copied.get(name);
  if (!as) return contentOf(source);
  const element = document.createElement(as);
  for (const attribute of attributes) {
    const value = source.getAttribute(attribute);
    if (value !== null) element.setAttribute(attribute, value);
  }
  element.append(...contentOf(source));
  // A wide table or listing scrolls sideways. A scrolled element must be reachable by keyboard.
  if (name === 'pre' || name === 'table') {
    return [make('div', { className: 'sideways', tabIndex: 0, role: 'group', ariaLabel: name === 'pre' ? 'Listing' : 'Table' }, element)];
  }
  return [element];
}

/** @param {string | null} href @param {(Node | string)[]} content @returns {(Node | string)[]} */
function linkTo(href, content) {
  const address = addressOf(href);
  return address ? [make('a', { href: address.href, rel: 'noopener noreferrer' }, ...content)] : content;
}

/** Returns an address of the web or of e-mail; otherwise null. @param {string | null} href */
function addressOf(href) {
  const address = href === null ? null : URL.parse(href);
  return address && ['http:', 'https:', 'mailto:'].includes(address.protocol) ? address : null;
}
