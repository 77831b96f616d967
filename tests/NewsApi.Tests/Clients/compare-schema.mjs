// Reads the schema from the service by the introspection query that tools send, and compares it with the published file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildClientSchema, buildSchema, findBreakingChanges, findDangerousChanges, getIntrospectionQuery, printSchema } from 'graphql';

const everything = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
const response = await fetch(process.argv[2], {
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query: getIntrospectionQuery(everything) }),
});
const { data, errors } = await response.json();
if (errors) {
  throw new Error(JSON.stringify(errors));
}

const told = buildClientSchema(data);
const published = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../../schema/schema.graphql'), 'utf8'));
const changes = [...findBreakingChanges(published, told), ...findDangerousChanges(published, told)].map((change) => change.description);
const [toldText, publishedText] = [told, published].map((schema) => printSchema(schema).split('\n'));
const line = toldText.findIndex((text, at) => text !== publishedText[at]);
if (line >= 0 || toldText.length !== publishedText.length) {
  changes.push(`line ${line + 1}: ${toldText[line]} where the file has ${publishedText[line]}`);
}

console.log([...changes, JSON.stringify({ types: data.__schema.types.length })].join('\n'));
process.exitCode = changes.length === 0 ? 0 : 1;
