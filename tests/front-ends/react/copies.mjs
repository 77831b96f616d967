// What a project outside this repository downloads from its service: the schema, and the client module with its types.
import { copyFileSync, mkdirSync } from 'node:fs';

const repository = new URL('../../../', import.meta.url);
const copies = {
  'schema.graphql': 'schema/schema.graphql',
  'src/newsapi.js': 'src/NewsApi/Client/newsapi.js',
  'src/newsapi.d.ts': 'src/NewsApi/Client/newsapi.d.ts',
};
for (const [copy, original] of Object.entries(copies)) copyFileSync(new URL(original, repository), new URL(copy, import.meta.url));
// relay-compiler does not make its folder.
mkdirSync(new URL('generated/relay', import.meta.url), { recursive: true });
