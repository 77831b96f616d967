// Holds the published schema and its named operations to the rules of the linters that front-end teams use.
// One line a finding; any finding is a failure. The last line counts what was held to them.
import path from 'node:path';
import graphqlESLint from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import schemaLinter from 'graphql-schema-linter';

const root = path.resolve(import.meta.dirname, '../../..');
const schema = 'schema/schema.graphql';
const operations = 'schema/operations/*.graphql';
const findings = [];

const { 'flat/schema-recommended': recommended, 'flat/schema-relay': relay, 'flat/operations-recommended': forOperations } = graphqlESLint.configs;
const rulesOfSchema = {
  ...recommended.rules,
  ...relay.rules,
  // The engine prints "one line" and not """blocks"""; it reads the same.
  '@graphql-eslint/description-style': ['error', { style: 'inline' }],
  // HotChocolate's connections have `nodes` beside `edges`, and short lists (an article's people) are plain lists.
  '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
  // Parts of a thing, known only through it. Everything else has an id.
  '@graphql-eslint/strict-id-in-types': ['error', {
    exceptions: {
      suffixes: ['Connection', 'Edge', 'Payload', 'Error', 'Facet'],
      types: [
        'PageInfo', 'Wire', 'Mention', 'Span', 'ArticleVersion', 'Image', 'InformationSource', 'Correction', 'ArticlePublished',
        'Section', 'ArticleFacets', 'TimelinePeriod', 'Rendition', 'FocalPoint', 'Suggestion',
      ],
    },
  }],
};
const asGraphQL = (files, rules) => ({
  files: [files],
  plugins: { '@graphql-eslint': graphqlESLint },
  languageOptions: {
    parser: graphqlESLint.parser,
    parserOptions: { graphQLConfig: { schema: path.join(root, schema), documents: path.join(root, operations) } },
  },
  rules,
});
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [asGraphQL(schema, rulesOfSchema), asGraphQL(operations, forOperations.rules)],
});
const linted = await eslint.lintFiles([schema, operations]);
for (const file of linted) {
  for (const { line, ruleId, message } of file.messages) {
    findings.push(`${path.relative(root, file.filePath)}:${line} ${ruleId}: ${message}`);
  }
}

// All of its rules but those that want the alphabet: fields stand in the order in which they matter to a reader.
const rulesOfSchemaLinter = schemaLinterRules().filter((rule) => !rule.endsWith('sorted-alphabetically'));
const said = [];
await schemaLinter.runner.run(
  { write: (text) => said.push(text) },
  undefined,
  { write: (text) => said.push(text) },
  ['node', 'graphql-schema-linter', '--format', 'json', '--rules', rulesOfSchemaLinter.join(','), path.join(root, schema)]);
for (const { location, rule, message } of JSON.parse(said.join('')).errors) {
  findings.push(`${schema}:${location.line} ${rule}: ${message}`);
}

console.log([...findings, JSON.stringify({ files: linted.length, rules: Object.keys(rulesOfSchema).length, schemaLinterRules: rulesOfSchemaLinter.length })].join('\n'));
process.exitCode = findings.length === 0 ? 0 : 1;

function schemaLinterRules() {
  const everything = new schemaLinter.configuration.Configuration({ definition: 'type Query { a: Int }' }, {});
  return everything.getAllRules().map((rule) => rule.name.replace(/[A-Z]/g, (letter, at) => (at > 0 ? '-' : '') + letter.toLowerCase()));
}
