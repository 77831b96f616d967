// Reads the schema from the service by the introspection query that tools send, and compares it with the published file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema } from 'graphql';

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

const file = readFileSync(path.resolve(import.meta.dirname, '../../../schema/schema.graphql'), 'utf8');
const linesOf = (schema) => printSchema(lexicographicSortSchema(schema)).split('\n');
const [told, published] = [linesOf(buildClientSchema(data)), linesOf(buildSchema(file))];
const line = published.findIndex((text, at) => text !== told[at]);
const differences = line < 0 && told.length === published.length ? [] : [`line ${line + 1}: ${told[line]} where the file has ${published[line]}`];
// The printer leaves out the directives that every schema may have.
for (const { kind, name } of parse(file).definitions) {
  if (kind === 'DirectiveDefinition' && !data.__schema.directives.some((directive) => directive.name === name.value)) {
    differences.push(`@${name.value} is not told`);
  }
}

console.log([...differences, JSON.stringify({ types: data.__schema.types.length })].join('\n'));
process.exitCode = differences.length === 0 ? 0 : 1;
