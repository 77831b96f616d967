// Reads the RSS and Atom files of a folder with two public parsers, and the JSON-LD files with a public processor. Prints what they found.
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const FeedParser = require('feedparser');
const Parser = require('rss-parser');
const jsonld = require('jsonld');

const folder = process.argv[2];

function readWithFeedParser(file) {
  return new Promise((resolve, reject) => {
    const items = [];
    const parser = new FeedParser();
    parser.on('error', reject);
    parser.on('readable', () => {
      for (let item = parser.read(); item; item = parser.read()) {
        items.push({ id: item.guid, title: item.title, link: item.link, author: item.author, html: item.description,
          published: item.pubdate?.toISOString(), tags: item.categories });
      }
    });
    parser.on('end', () => resolve({ title: parser.meta?.title, link: parser.meta?.link, items }));
    createReadStream(`${folder}/${file}`).pipe(parser);
  });
}

async function readWithRssParser(file) {
  const feed = await new Parser().parseString(readFileSync(`${folder}/${file}`, 'utf8'));
  return { title: feed.title, link: feed.link, items: feed.items.map((item) => ({ id: item.guid ?? item.id, title: item.title, link: item.link,
    author: item.creator ?? item.author, html: item['content:encoded'] ?? item.content, published: item.isoDate, tags: item.categories })) };
}

// The context of schema.org, as far as a processor needs it: nothing is fetched.
const documentLoader = async (url) => {
  if (url !== 'https://schema.org') throw new Error(`The document refers to ${url}.`);
  return { contextUrl: null, documentUrl: url, document: { '@context': { '@vocab': 'http://schema.org/' } } };
};

const readJsonLd = async (file) =>
  (await jsonld.expand(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')), { documentLoader, safe: true }))[0];

console.log(JSON.stringify({
  rss: [await readWithFeedParser('feed.rss'), await readWithRssParser('feed.rss')],
  atom: [await readWithFeedParser('feed.atom'), await readWithRssParser('feed.atom')],
  article: await readJsonLd('article.jsonld'),
  place: await readJsonLd('place.jsonld'),
}));
